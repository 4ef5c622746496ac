package io.replaymq.benchmarks.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The plainest group commit there is, as the limit of the machine: callers hand over a record and wait until it is on disk; one
 * flusher thread writes whatever has gathered to a file that was filled with zeros beforehand, and forces it once. With a single
 * caller, the caller itself writes and forces.
 *
 * <p><b>Threads:</b> {@code filling}, {@code handedOver}, {@code durable} and {@code failure} are guarded by {@code this}; the file
 * and its position belong to the flusher, or to the only caller. <b>Owns</b> the file and the flusher.
 */
final class GroupCommit implements AutoCloseable {
    private static final int FILE_BYTES = 256 << 20;
    private static final int ZEROS_BYTES = 1 << 20;
    private static final int PREFIX_BYTES = Integer.BYTES;

    private final FileChannel file;
    private final @Nullable Thread flusher;
    private ByteBuffer filling;
    private ByteBuffer writing;
    private long position;
    private long handedOver;
    private long durable;
    private @Nullable IOException failure;

    private GroupCommit(FileChannel file, int callers, int largestRecord) {
        this.file = file;
        int capacity = callers * (largestRecord + PREFIX_BYTES);
        filling = ByteBuffer.allocateDirect(capacity);
        writing = ByteBuffer.allocateDirect(capacity);
        flusher = callers == 1 ? null : new Thread(this::flush, "bench-flusher");
    }

    static GroupCommit open(Path path, int callers, int largestRecord) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS_BYTES);
        for (int written = 0; written < FILE_BYTES; written += ZEROS_BYTES) {
            file.write(zeros.clear(), written);
        }
        file.force(true);
        GroupCommit commit = new GroupCommit(file, callers, largestRecord);
        if (commit.flusher != null) {
            commit.flusher.setDaemon(true);
            commit.flusher.start();
        }
        return commit;
    }

    /** Returns once the record is on disk. */
    void append(byte[] record, int length) throws IOException, InterruptedException {
        if (flusher == null) {
            toDisk(filling.clear().putInt(length).put(record, 0, length).flip());
            return;
        }
        synchronized (this) {
            filling.putInt(length).put(record, 0, length);
            long mine = ++handedOver;
            notifyAll();
            while (durable < mine && failure == null) {
                wait();
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    private void flush() {
        try {
            while (true) {
                long upTo = takeOver();
                toDisk(writing.flip());
                answer(upTo);
            }
        } catch (IOException e) {
            fail(e);
        } catch (InterruptedException e) {
            fail(new IOException("closed", e));
        }
    }

    private synchronized long takeOver() throws InterruptedException {
        while (handedOver == durable) {
            wait();
        }
        ByteBuffer swap = filling;
        filling = writing.clear();
        writing = swap;
        return handedOver;
    }

    private synchronized void answer(long upTo) {
        durable = upTo;
        notifyAll();
    }

    private synchronized void fail(IOException reason) {
        failure = reason;
        notifyAll();
    }

    private void toDisk(ByteBuffer records) throws IOException {
        if (position + records.remaining() > FILE_BYTES) {
            position = 0;
        }
        while (records.hasRemaining()) {
            position += file.write(records, position);
        }
        file.force(false);
    }

    /** Ends the flusher, and with it the file. */
    @Override
    public void close() throws IOException {
        if (flusher != null) {
            flusher.interrupt();
        }
        file.close();
    }
}
