package io.replaymq.log.testing;

import io.replaymq.log.storage.FileMap;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** A data directory in memory, for tests that open it a hundred thousand times. It loses nothing and never fails. */
public final class MemoryDirectory implements LogDirectory {
    private final NavigableMap<String, Content> files = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListSet<String> directories = new ConcurrentSkipListSet<>(List.of(""));

    private final MapGuard maps = new MapGuard();

    private static final class Content {
        private byte[] bytes = new byte[0];
    }

    /** How many files are mapped. */
    public int mappedFiles() {
        return maps.mapped();
    }

    @Override
    public LogFile open(String path, OpenMode mode) throws IOException {
        Content existing = files.get(path);
        if (existing == null && (mode == OpenMode.EXISTING || !directories.contains(parent(path)))) {
            throw new NoSuchFileException(path);
        }
        if (existing != null && mode == OpenMode.NEW) {
            throw new FileAlreadyExistsException(path);
        }
        return new MemoryFile(files.computeIfAbsent(path, ignored -> new Content()), maps);
    }

    @Override
    public List<String> list(String path) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, ?> each : files.entrySet()) {
            if (parent(each.getKey()).equals(path)) {
                names.add(each.getKey().substring(path.isEmpty() ? 0 : path.length() + 1));
            }
        }
        for (String each : directories) {
            if (!each.isEmpty() && parent(each).equals(path)) {
                names.add(each.substring(path.isEmpty() ? 0 : path.length() + 1));
            }
        }
        names.sort(null);
        return names;
    }

    @Override
    public boolean exists(String path) {
        return files.containsKey(path) || directories.contains(path);
    }

    @Override
    public void createDirectory(String path) {
        for (String each = path; !each.isEmpty(); each = parent(each)) {
            directories.add(each);
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Content moved = files.remove(from);
        if (moved == null) {
            throw new NoSuchFileException(from);
        }
        files.put(to, moved);
    }

    @Override
    public void delete(String path) {
        if (files.remove(path) == null) {
            directories.remove(path);
        }
    }

    @Override
    public void forceDirectory(String path) {}

    @Override
    public long freeBytes() {
        return 1L << 40;
    }

    @Override
    public long totalBytes() {
        return 1L << 40;
    }

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public void close() {}

    private static String parent(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    private record MemoryFile(Content content, MapGuard maps) implements LogFile {
        @Override
        public void write(long position, ByteBuffer bytes) {
            write(position, List.of(bytes));
        }

        @Override
        public void write(long position, List<ByteBuffer> bytes) {
            synchronized (content) {
                maps.ensureNotMapped(content);
                int at = (int) position;
                for (ByteBuffer each : bytes) {
                    int length = each.remaining();
                    if (content.bytes.length < at + length) {
                        content.bytes = Arrays.copyOf(content.bytes, at + length);
                    }
                    each.get(content.bytes, at, length);
                    at += length;
                }
            }
        }

        @Override
        public int read(long position, ByteBuffer into) {
            synchronized (content) {
                int length = (int) Math.max(Math.min(into.remaining(), content.bytes.length - position), 0);
                into.put(content.bytes, (int) Math.min(position, content.bytes.length), length);
                return length;
            }
        }

        @Override
        public FileMap map(int bytes) throws EOFException {
            synchronized (content) {
                if (content.bytes.length < bytes) {
                    throw new EOFException(content.bytes.length + " bytes, expected " + bytes);
                }
                return maps.map(content, Arrays.copyOf(content.bytes, bytes));
            }
        }

        @Override
        public void force() {}

        @Override
        public void truncate(long size) {
            synchronized (content) {
                maps.ensureNotMapped(content);
                content.bytes = Arrays.copyOf(content.bytes, (int) Math.min(size, content.bytes.length));
            }
        }

        @Override
        public long size() {
            synchronized (content) {
                return content.bytes.length;
            }
        }

        @Override
        public void close() {}
    }
}
