package io.replaymq.log.testing;

import io.replaymq.log.storage.FileMap;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.IdentityHashMap;

/**
 * What one process has mapped of the files of a simulated directory. Where a real machine would end a process, because it cut a file
 * off that it had mapped or read a map that was closed, this throws or turns what is read into rubbish. Safe for use by several threads.
 */
public final class MapGuard {
    private final IdentityHashMap<Object, Integer> uses = new IdentityHashMap<>();

    /**
     * Maps a copy.
     *
     * @param file whose bytes they are, known by its identity
     * @param copy the bytes, which nobody else has
     */
    public synchronized FileMap map(Object file, byte[] copy) {
        uses.merge(file, 1, Integer::sum);
        return new CopiedMap(this, file, copy);
    }

    /** A file is cut off, or written to in its middle. @throws IllegalStateException if it is mapped */
    public synchronized void ensureNotMapped(Object file) {
        if (uses.containsKey(file)) {
            throw new IllegalStateException("a file that is mapped is changed");
        }
    }

    /** How many files are mapped. */
    public synchronized int mapped() {
        return uses.size();
    }

    private synchronized void unmap(CopiedMap map) {
        if (map.closed) {
            throw new IllegalStateException("unmapped twice");
        }
        map.closed = true;
        Arrays.fill(map.copy, CopiedMap.RUBBISH);
        uses.computeIfPresent(map.file, (file, count) -> count == 1 ? null : count - 1);
    }

    private static final class CopiedMap implements FileMap {
        private static final byte RUBBISH = 0x55;

        private final MapGuard guard;
        private final Object file;
        private final byte[] copy;
        private boolean closed;

        CopiedMap(MapGuard guard, Object file, byte[] copy) {
            this.guard = guard;
            this.file = file;
            this.copy = copy;
        }

        @Override
        public ByteBuffer bytes() {
            return ByteBuffer.wrap(copy).asReadOnlyBuffer();
        }

        @Override
        public void close() {
            guard.unmap(this);
        }
    }
}
