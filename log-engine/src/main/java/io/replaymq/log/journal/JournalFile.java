package io.replaymq.log.journal;

import io.replaymq.log.storage.LogFile;
import java.io.IOException;

/**
 * One file of the journal in one of its lives.
 *
 * <p><b>Owns</b> the open file.
 */
record JournalFile(String path, JournalFileHeader header, LogFile file) implements AutoCloseable {
    long life() {
        return header.life();
    }

    long salt() {
        return header.salt();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
