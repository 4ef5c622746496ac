package io.replaymq.log.segment;

import io.replaymq.log.api.CorruptLogException;
import java.io.IOException;

/** There is no valid batch where one should be. Whether that is a torn tail or corruption is for the catcher to say. */
final class DamagedBatchException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int position;
    private final String reason;

    DamagedBatchException(String file, int position, String reason) {
        super(file + " at position " + position + ": " + reason);
        this.file = file;
        this.position = position;
        this.reason = reason;
    }

    String file() {
        return file;
    }

    int position() {
        return position;
    }

    String reason() {
        return reason;
    }

    /** For a reader, to whom only whole batches have been promised. */
    CorruptLogException asCorruption() {
        return new CorruptLogException(file + " at position " + position + ": " + reason, this);
    }
}
