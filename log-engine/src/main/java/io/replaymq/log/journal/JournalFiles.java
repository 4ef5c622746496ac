package io.replaymq.log.journal;

import static io.replaymq.log.journal.JournalLayout.FIRST_ENTRY;

import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The files of a journal: those in use, those that may be used again, and one that is ready for use.
 *
 * <p>A file is filled with zeros and forced before its first use, so that forcing an entry later changes no length. Used again, it
 * keeps its old bytes and gets a new salt, with which none of them counts. The header of its new life is written when it is taken
 * and forced together with the first entry. Whoever cannot wait takes a file that is not filled, and whose name is not forced.
 *
 * <p><b>Threads:</b> the thread {@code replaymq-journal-files} prepares; the journal's thread takes; the maintenance thread frees;
 * any thread asks {@link #isFull}. The lock guards the lists only and is never held during I/O. <b>Owns</b> the files.
 */
public final class JournalFiles implements AutoCloseable {
    /** The directory of the journal. */
    public static final String DIRECTORY = "journal";

    /** How many files may wait for a checkpoint before nothing more is appended. */
    public static final int MAX_IN_USE = 32;

    /** The file being written, and those that two checkpoints in a row leave behind while files fill up one by one. */
    private static final int AT_REST = 4;

    private static final int ZEROS_BYTES = 1 << 20;
    private static final int KEPT_FREE = 2;

    /** The one being written, two that the older checkpoint needs, one prepared. */
    private static final int FILES_NEEDED = 4;

    private final LogDirectory directory;
    private final int fileBytes;
    private final LongSupplier salts;
    private final Thread preparer;
    private final AtomicInteger nextName;
    private final Object lock = new Object();
    private final List<JournalFile> inUse = new ArrayList<>();
    private final List<JournalFile> free = new ArrayList<>();
    private final List<JournalFile> unforced = new ArrayList<>(); // full ones, in order
    private @Nullable JournalFile ready;
    private List<JournalFile> beingForced = List.of();
    private @Nullable IOException ended; // why no further file is prepared
    private boolean unfilled; // the file that was taken last
    private long nextLife; // journal's thread only
    private boolean nameUnforced; // journal's thread only
    private volatile int used;

    private JournalFiles(RecoveredJournal recovered, int fileBytes, LongSupplier salts) {
        this.directory = recovered.directory();
        this.fileBytes = fileBytes;
        this.salts = salts;
        this.nextLife = recovered.nextLife();
        this.nextName = new AtomicInteger(recovered.nextName());
        inUse.addAll(recovered.files());
        free.addAll(recovered.unused());
        preparer = new Thread(this::prepareAhead, "replaymq-journal-files");
        preparer.setDaemon(true);
    }

    /** Takes over the files that were found; those in use stay so until they are freed. */
    public static JournalFiles open(RecoveredJournal recovered, int fileBytes, LongSupplier salts) throws IOException {
        recovered.directory().createDirectory(DIRECTORY);
        recovered.directory().forceDirectory("");
        JournalFiles files = new JournalFiles(recovered, fileBytes, salts);
        files.preparer.start();
        return files;
    }

    int fileBytes() {
        return fileBytes;
    }

    /** How many bytes its files may still take: it needs four of them, or one more than it has. Any thread. */
    public long growthBytes() {
        synchronized (lock) {
            int files = inUse.size() + free.size() + (ready == null ? 0 : 1);
            int toFill = unfilled ? 1 : 0; // that takes its place as it is written
            return (long) (Math.max(1, FILES_NEEDED - files) + toFill) * fileBytes;
        }
    }

    /** Whether so many files wait for a checkpoint that nothing more should be appended. Any thread. */
    public boolean isFull() {
        return used > MAX_IN_USE;
    }

    /** Whether more files wait for a checkpoint than do while checkpoints keep up. Any thread. */
    public boolean isBehind() {
        return used > AT_REST;
    }

    /** The next file to write, filled with zeros; waits for it if need be. @throws IOException if it could not be prepared */
    JournalFile next() throws IOException {
        JournalFile prepared;
        synchronized (lock) {
            prepared = awaitReady();
            ready = null;
            unfilled = false;
            lock.notifyAll();
        }
        return use(prepared);
    }

    /** The next file to write. Does not wait: if none is ready, it is an empty one, whose name is not forced yet. */
    JournalFile nextAtOnce() throws IOException {
        if (isOneReady()) {
            return next();
        }
        JournalFile unprepared = create();
        nameUnforced = true;
        synchronized (lock) {
            unfilled = true;
        }
        unprepared.file().write(fileBytes - 1L, ByteBuffer.allocate(1)); // the length it has to have to be used again
        return use(unprepared);
    }

    private boolean isOneReady() {
        synchronized (lock) {
            return ready != null || ended != null;
        }
    }

    private JournalFile use(JournalFile blank) throws IOException {
        JournalFileHeader header = new JournalFileHeader(nextLife++, salts.getAsLong());
        JournalFile next = new JournalFile(blank.path(), header, blank.file());
        synchronized (lock) {
            inUse.add(next);
            used = inUse.size();
        }
        header.writeTo(next.file());
        return next;
    }

    /** Takes note that a file is full, and not forced. */
    void leaveUnforced(JournalFile full) {
        synchronized (lock) {
            unforced.add(full);
        }
    }

    /** Makes the full files that were left unforced survive a power cut, unless a checkpoint has made them needless. */
    void forceFull() throws IOException {
        List<JournalFile> full = takeUnforced();
        try {
            for (JournalFile each : full) {
                each.file().force();
            }
            if (nameUnforced) {
                directory.forceDirectory(DIRECTORY);
                nameUnforced = false;
            }
        } finally {
            letGoOf(full);
        }
    }

    private List<JournalFile> takeUnforced() {
        synchronized (lock) {
            beingForced = List.copyOf(unforced);
            unforced.clear();
            return beingForced;
        }
    }

    private void letGoOf(List<JournalFile> forced) {
        if (!forced.isEmpty()) {
            synchronized (lock) {
                beingForced = List.of();
                lock.notifyAll();
            }
        }
    }

    private JournalFile awaitReady() throws IOException {
        await(() -> ready != null || ended != null);
        if (ready == null) {
            throw Objects.requireNonNull(ended);
        }
        return ready;
    }

    private void await(BooleanSupplier condition) {
        boolean interrupted = false;
        while (!condition.getAsBoolean()) {
            try {
                lock.wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the files of earlier lives than this be used again: a checkpoint has made them needless. */
    public void freeBefore(long life) throws IOException {
        List<JournalFile> surplus = new ArrayList<>();
        synchronized (lock) {
            await(() -> beingForced.isEmpty()); // or a file would be closed under its force
            unforced.removeIf(each -> each.life() < life);
            for (JournalFile each : List.copyOf(inUse)) {
                if (each.life() < life) {
                    inUse.remove(each);
                    free.add(each);
                }
            }
            used = inUse.size();
            while (free.size() > KEPT_FREE) {
                surplus.add(Objects.requireNonNull(takeOldestFree()));
            }
        }
        for (JournalFile each : surplus) {
            each.close();
            directory.delete(each.path());
        }
    }

    private void prepareAhead() {
        while (true) {
            JournalFile old;
            synchronized (lock) {
                if (!awaitDemand()) {
                    return;
                }
                old = takeOldestFree();
            }
            offer(old);
        }
    }

    /** Those that are left have to be a suffix of the journal without a gap: it is read from the oldest if there is no checkpoint. */
    private @Nullable JournalFile takeOldestFree() {
        JournalFile oldest =
                free.stream().min(Comparator.comparingLong(JournalFile::life)).orElse(null);
        free.remove(oldest);
        return oldest;
    }

    private boolean awaitDemand() {
        while (ready != null && ended == null) {
            try {
                lock.wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return ended == null;
    }

    private void offer(@Nullable JournalFile old) {
        try {
            JournalFile prepared = prepare(old);
            synchronized (lock) {
                ready = prepared;
                lock.notifyAll();
            }
        } catch (IOException | RuntimeException | Error e) { // whoever waits for a file has to learn of an Error too
            end(new IOException("journal file could not be prepared: " + e, e));
        }
    }

    /** A file without a header: if the power fails before the one of its next life is forced, it has no life at all. */
    private JournalFile prepare(@Nullable JournalFile old) throws IOException {
        if (old != null && old.file().size() == fileBytes) {
            old.file().write(0, ByteBuffer.allocate(FIRST_ENTRY));
            old.file().force();
            return old;
        }
        if (old != null) {
            old.close();
            directory.delete(old.path());
        }
        return createFilled();
    }

    private JournalFile createFilled() throws IOException {
        JournalFile created = create();
        try {
            ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS_BYTES);
            for (int at = 0; at < fileBytes; at += ZEROS_BYTES) {
                created.file().write(at, zeros.clear().limit(Math.min(ZEROS_BYTES, fileBytes - at)));
            }
            created.file().force();
            directory.forceDirectory(DIRECTORY);
            return created;
        } catch (IOException | RuntimeException e) {
            created.close();
            throw e;
        }
    }

    private JournalFile create() throws IOException {
        String path = "%s/%010d.journal".formatted(DIRECTORY, nextName.getAndIncrement());
        return new JournalFile(path, JournalFileHeader.NONE, directory.open(path, OpenMode.NEW));
    }

    /** Stops preparing and closes all files. May be called twice. */
    @Override
    public void close() throws IOException {
        end(new IOException("journal is closed"));
        awaitPreparer();
        List<JournalFile> all = new ArrayList<>(inUse);
        all.addAll(free);
        if (ready != null) {
            all.add(ready);
        }
        for (JournalFile each : all) {
            each.close();
        }
    }

    private void end(IOException reason) {
        synchronized (lock) {
            if (ended == null) {
                ended = reason;
            }
            lock.notifyAll();
        }
    }

    private void awaitPreparer() {
        boolean interrupted = false;
        while (preparer.isAlive()) {
            try {
                preparer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
