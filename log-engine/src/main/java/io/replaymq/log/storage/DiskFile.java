package io.replaymq.log.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/** A file on a real disk, through the page cache. Never mapped for writing: a full disk would then be an error of the virtual machine. */
final class DiskFile implements LogFile {
    /** Bounds the temporary buffer that the JDK keeps for each thread that reads into the heap. */
    private static final int MAX_READ_BYTES = 1 << 20;

    private final FileChannel channel;
    private final Path path;
    private final ThreadLocal<ByteBuffer> staging;

    DiskFile(FileChannel channel, Path path, ThreadLocal<ByteBuffer> staging) {
        this.channel = channel;
        this.path = path;
        this.staging = staging;
    }

    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
        write(position, List.of(bytes));
    }

    @Override
    public void write(long position, List<ByteBuffer> bytes) throws IOException {
        ByteBuffer staged = staging.get().clear();
        long at = position;
        for (ByteBuffer each : bytes) {
            if (each.isDirect() && each.remaining() >= staged.capacity()) {
                at = flush(at, staged);
                at = writeFully(at, each);
            } else {
                at = stage(at, each, staged);
            }
        }
        flush(at, staged);
    }

    private long stage(long position, ByteBuffer bytes, ByteBuffer staged) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            if (!staged.hasRemaining()) {
                at = flush(at, staged);
            }
            int length = Math.min(bytes.remaining(), staged.remaining());
            staged.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
        }
        return at;
    }

    private long flush(long position, ByteBuffer staged) throws IOException {
        long end = writeFully(position, staged.flip());
        staged.clear();
        return end;
    }

    private long writeFully(long position, ByteBuffer bytes) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        return at;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        int start = into.position();
        int limit = into.limit();
        long at = position;
        try {
            while (into.position() < limit) {
                into.limit((int) Math.min(limit, (long) into.position() + MAX_READ_BYTES));
                int read = channel.read(into, at);
                if (read < 0) {
                    break;
                }
                at += read;
            }
        } finally {
            into.limit(limit);
        }
        return into.position() - start;
    }

    @Override
    public FileMap map(int bytes) throws IOException {
        long size = channel.size();
        if (size < bytes) { // mapping would make it longer
            throw new EOFException(path + " has " + size + " bytes, expected " + bytes + " or more to map");
        }
        return DiskMap.of(channel, bytes);
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
        channel.truncate(size);
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
