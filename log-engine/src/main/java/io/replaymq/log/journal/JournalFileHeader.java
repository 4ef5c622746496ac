package io.replaymq.log.journal;

import static io.replaymq.log.journal.JournalLayout.*;

import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.storage.LogFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What a journal file says about itself, twice.
 *
 * @param life counts the lives of all files of this journal: a file begins a new one each time it is used again
 * @param salt random; an entry counts only with the salt of the file's present life
 */
record JournalFileHeader(long life, long salt) {
    /** Of a file that is not in use. */
    static final JournalFileHeader NONE = new JournalFileHeader(0, 0);

    void writeTo(LogFile file) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(FIRST_ENTRY);
        encode(block, 0);
        encode(block, SECOND_HEADER);
        file.write(0, block);
    }

    private void encode(ByteBuffer block, int at) {
        block.putInt(at + HEADER_MAGIC, FILE_MAGIC);
        block.putInt(at + HEADER_VERSION, VERSION);
        block.putLong(at + HEADER_LIFE, life);
        block.putLong(at + HEADER_SALT, salt);
        block.putInt(at + HEADER_CRC, checksum(block, at));
    }

    /** The later of the two copies that is intact; none if the file was being prepared when the process ended. */
    static Optional<JournalFileHeader> read(LogFile file) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(FIRST_ENTRY);
        if (file.read(0, block) < FIRST_ENTRY) {
            return Optional.empty();
        }
        Optional<JournalFileHeader> first = decode(block, 0, file);
        Optional<JournalFileHeader> second = decode(block, SECOND_HEADER, file);
        if (first.isPresent() && second.isPresent()) {
            return first.get().life >= second.get().life ? first : second;
        }
        return first.isPresent() ? first : second;
    }

    private static Optional<JournalFileHeader> decode(ByteBuffer block, int at, LogFile file) {
        boolean intact =
                block.getInt(at + HEADER_MAGIC) == FILE_MAGIC && block.getInt(at + HEADER_CRC) == checksum(block, at);
        if (!intact) {
            return Optional.empty();
        }
        int version = block.getInt(at + HEADER_VERSION);
        if (version != VERSION) {
            throw new UnsupportedFormatException(
                    "journal file " + file + " has version " + version + ", expected " + VERSION);
        }
        return Optional.of(new JournalFileHeader(block.getLong(at + HEADER_LIFE), block.getLong(at + HEADER_SALT)));
    }

    private static int checksum(ByteBuffer block, int at) {
        CRC32C crc = new CRC32C();
        crc.update(block.slice(at, HEADER_CRC));
        return (int) crc.getValue();
    }
}
