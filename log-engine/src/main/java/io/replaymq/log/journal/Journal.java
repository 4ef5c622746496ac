package io.replaymq.log.journal;

import static io.replaymq.log.journal.JournalLayout.*;

import io.replaymq.log.record.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The journal as it is written: entries are gathered in memory, go to the file in one write, and are forced together.
 *
 * <p>An entry carries the number of the first entry that had not been forced when it was written: its sync generation. So an
 * intact entry proves that all entries below its generation had reached the device, and may have been acknowledged. After each
 * force a mark without content says so at the end of the file too, until the next entry takes its place.
 *
 * <p>A file that is full is left unforced: the next force makes all of them durable, so what nobody asks to be durable costs no
 * waiting for the device.
 *
 * <p><b>Threads:</b> belongs to one thread. <b>Owns</b> nothing: the files belong to {@link JournalFiles}.
 */
public final class Journal {
    private static final int STAGING_BYTES = 1 << 20;

    /**
     * Forcing a file that is not filled costs about a millisecond more each time, waiting for one that is filled a third of a
     * second: it pays if the next file is going to be forced as often as this one was, and that was more often than this.
     */
    private static final int FORCES_WORTH_WAITING = 256;

    private final JournalFiles files;
    private final Runnable rolled;
    private final ByteBuffer staging = ByteBuffer.allocateDirect(STAGING_BYTES);
    private final ByteBuffer mark = ByteBuffer.allocate(ENTRY_HEADER_BYTES);
    private final CRC32C crc = new CRC32C();
    private JournalFile current;
    private int forcesOfCurrent;
    private long writtenTo = FIRST_ENTRY;
    private long nextSequence;
    private long generation;
    private ByteBuffer entry = staging;
    private int entryStart;

    private Journal(JournalFiles files, JournalFile first, long nextSequence, Runnable rolled) {
        this.files = files;
        this.current = first;
        this.nextSequence = nextSequence;
        this.generation = nextSequence;
        this.rolled = rolled;
    }

    /**
     * Goes on writing in a fresh file; everything below the sequence number is durable.
     *
     * @param rolled told after each change to another file; must not block
     */
    public static Journal open(JournalFiles files, long nextSequence, Runnable rolled) throws IOException {
        return new Journal(files, files.next(), nextSequence, rolled);
    }

    /**
     * Begins the next entry; batches follow.
     *
     * @param bytes its size, from {@link JournalLayout#entryBytes}
     */
    public void begin(int batches, long bytes) throws IOException {
        if (writtenTo + staging.position() + bytes > files.fileBytes()) {
            roll();
        }
        if (bytes > staging.remaining()) {
            write();
        }
        entry = bytes > staging.capacity() ? ByteBuffer.allocate((int) bytes) : staging;
        entryStart = entry.position();
        putHeader(entry, entryStart, batches);
        entry.position(entryStart + ENTRY_HEADER_BYTES);
    }

    private void putHeader(ByteBuffer to, int at, int batches) {
        to.putLong(at + ENTRY_SALT, current.salt());
        to.putLong(at + ENTRY_SEQUENCE, nextSequence);
        to.putLong(at + ENTRY_GENERATION, generation);
        to.putLong(at + ENTRY_BATCHES, (long) batches << Integer.SIZE);
    }

    /** Adds a batch to the entry that was begun. */
    public void add(int topicId, int partition, RecordBatch batch) {
        entry.putInt(topicId).putInt(partition);
        batch.writeTo(entry);
    }

    /** Ends the entry. It is neither written nor durable yet. */
    public void end() throws IOException {
        int length = entry.position() - entryStart;
        while ((entry.position() - entryStart) % ALIGNMENT != 0) {
            entry.put((byte) 0);
        }
        seal(entry, entryStart, length);
        nextSequence++;
        if (!entry.isDirect()) { // a large one, not staged
            writtenTo += writeAt(writtenTo, entry.flip());
            entry = staging;
        }
    }

    private void seal(ByteBuffer sealed, int at, int length) {
        sealed.putInt(at + ENTRY_LENGTH, length);
        crc.reset();
        crc.update(sealed.duplicate().position(at + ENTRY_LENGTH).limit(at + length));
        sealed.putInt(at + ENTRY_CRC, (int) crc.getValue());
    }

    /** Hands what was gathered to the operating system. */
    public void write() throws IOException {
        if (staging.position() > 0) {
            writtenTo += writeAt(writtenTo, staging.flip());
            staging.clear();
        }
    }

    private int writeAt(long position, ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        current.file().write(position, bytes);
        return length;
    }

    /** Writes what was gathered and makes all of it durable. A failure is final. */
    public void force() throws IOException {
        write();
        if (generation < nextSequence) {
            files.forceFull();
            current.file().force();
            generation = nextSequence;
            forcesOfCurrent++;
        }
    }

    /** After a force and its acknowledgements: leaves the proof of it behind, where the next entry will come. */
    public void mark() throws IOException {
        boolean fits = writtenTo + ENTRY_HEADER_BYTES <= files.fileBytes();
        if (fits && generation == nextSequence && staging.position() == 0) {
            putHeader(mark.clear(), 0, 0);
            seal(mark, 0, ENTRY_HEADER_BYTES);
            current.file().write(writtenTo, mark);
        }
    }

    /** Where the next entry begins. */
    public JournalPosition position() {
        return new JournalPosition(current.life(), writtenTo + staging.position(), nextSequence);
    }

    /** Whether it has grown so far beyond the last checkpoint that nothing more should be appended. Any thread. */
    public boolean isFull() {
        return files.isFull();
    }

    private void roll() throws IOException {
        write();
        if (generation < nextSequence) {
            files.leaveUnforced(current);
        }
        current = forcesOfCurrent > FORCES_WORTH_WAITING ? files.next() : files.nextAtOnce();
        forcesOfCurrent = 0;
        writtenTo = FIRST_ENTRY;
        rolled.run();
    }
}
