package io.replaymq.log.journal;

import static io.replaymq.log.journal.JournalLayout.FIRST_ENTRY;

import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The files of a journal: those in use, those that may be used again, and one that is ready for use.
 *
 * <p>A file is filled with zeros and forced before its first use, so that forcing an entry later changes no length. Used again, it
 * keeps its old bytes and gets a new salt, with which none of them counts.
 *
 * <p><b>Threads:</b> the thread {@code replaymq-journal-files} prepares; the journal's thread takes; the maintenance thread frees.
 * The lock guards the lists only and is never held during I/O. <b>Owns</b> the files.
 */
public final class JournalFiles implements AutoCloseable {
    /** The directory of the journal. */
    public static final String DIRECTORY = "journal";

    private static final int ZEROS_BYTES = 1 << 20;
    private static final int KEPT_FREE = 2;

    /** The one being written, two that the older checkpoint needs, one prepared. */
    private static final int FILES_NEEDED = 4;

    private final LogDirectory directory;
    private final int fileBytes;
    private final LongSupplier salts;
    private final Thread preparer;
    private final Object lock = new Object();
    private final List<JournalFile> inUse = new ArrayList<>();
    private final Deque<JournalFile> free = new ArrayDeque<>();
    private @Nullable JournalFile ready;
    private @Nullable IOException failure;
    private boolean closed;
    private long nextLife;
    private int nextName;

    private JournalFiles(RecoveredJournal recovered, int fileBytes, LongSupplier salts) {
        this.directory = recovered.directory();
        this.fileBytes = fileBytes;
        this.salts = salts;
        this.nextLife = recovered.nextLife();
        this.nextName = recovered.nextName();
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

    /** How many bytes the files may take that it has still to create: it needs four of them, or one more than it has. Any thread. */
    public long growthBytes() {
        synchronized (lock) {
            int files = inUse.size() + free.size() + (ready == null ? 0 : 1);
            return (long) Math.max(1, FILES_NEEDED - files) * fileBytes;
        }
    }

    /** The next file to write, ready for use; waits for it if need be. @throws IOException if it could not be prepared */
    JournalFile next() throws IOException {
        synchronized (lock) {
            JournalFile next = awaitReady();
            ready = null;
            inUse.add(next);
            lock.notifyAll();
            return next;
        }
    }

    private JournalFile awaitReady() throws IOException {
        boolean interrupted = false;
        while (ready == null && failure == null && !closed) {
            try {
                lock.wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (ready == null) {
            throw failure == null ? new IOException("journal is closed") : failure;
        }
        return ready;
    }

    /** Lets the files of earlier lives than this be used again: a checkpoint has made them needless. */
    public void freeBefore(long life) throws IOException {
        List<JournalFile> surplus = new ArrayList<>();
        synchronized (lock) {
            for (JournalFile each : List.copyOf(inUse)) {
                if (each.life() < life) {
                    inUse.remove(each);
                    free.add(each);
                }
            }
            while (free.size() > KEPT_FREE) {
                surplus.add(free.removeLast());
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
                old = free.stream()
                        .min(Comparator.comparingLong(JournalFile::life))
                        .orElse(null);
                free.remove(old);
            }
            offer(old);
        }
    }

    private boolean awaitDemand() {
        while (ready != null && !closed) {
            try {
                lock.wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !closed;
    }

    private void offer(@Nullable JournalFile old) {
        try {
            JournalFile prepared = prepare(old);
            synchronized (lock) {
                ready = prepared;
                lock.notifyAll();
            }
        } catch (IOException | RuntimeException e) {
            synchronized (lock) {
                failure = new IOException("journal file could not be prepared: " + e, e);
                closed = true;
                lock.notifyAll();
            }
        }
    }

    private JournalFile prepare(@Nullable JournalFile old) throws IOException {
        JournalFileHeader header = new JournalFileHeader(nextLife++, salts.getAsLong());
        if (old != null && old.file().size() == fileBytes) {
            header.writeTo(old.file());
            old.file().force();
            return new JournalFile(old.path(), header, old.file());
        }
        if (old != null) {
            old.close();
            directory.delete(old.path());
        }
        return create(header);
    }

    private JournalFile create(JournalFileHeader header) throws IOException {
        String path = "%s/%010d.journal".formatted(DIRECTORY, nextName++);
        LogFile file = directory.open(path, OpenMode.NEW);
        try {
            ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS_BYTES);
            for (int at = FIRST_ENTRY; at < fileBytes; at += ZEROS_BYTES) {
                file.write(at, zeros.clear().limit(Math.min(ZEROS_BYTES, fileBytes - at)));
            }
            header.writeTo(file);
            file.force();
            directory.forceDirectory(DIRECTORY);
            return new JournalFile(path, header, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Stops preparing and closes all files. May be called twice. */
    @Override
    public void close() throws IOException {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
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
