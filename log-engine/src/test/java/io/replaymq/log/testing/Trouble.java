package io.replaymq.log.testing;

import java.io.IOException;

/** Decides which calls to a disk fail. Safe for use by several threads. */
@FunctionalInterface
public interface Trouble {
    /** What a log asks of a disk. */
    enum Call {
        OPEN,
        LIST,
        EXISTS,
        CREATE_DIRECTORY,
        RENAME,
        DELETE,
        FORCE_DIRECTORY,
        SPACE,
        WRITE,
        READ,
        MAP,
        FORCE,
        TRUNCATE,
        SIZE
    }

    /** Told before each call. @throws IOException to make it fail; of a write, half is written all the same */
    void before(Call call, String path) throws IOException;
}
