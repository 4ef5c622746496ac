package io.replaymq.log.testing;

import io.replaymq.log.storage.FileMap;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import io.replaymq.log.testing.Trouble.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A directory some of whose calls fail, and that has as much free space as a test says. */
public final class TroubledDirectory implements LogDirectory {
    private final LogDirectory directory;
    private final Trouble trouble;
    private volatile long freeBytes = Long.MAX_VALUE;
    private volatile boolean unreadableMaps;

    /** Belongs to the log, and closes the directory below it. */
    public TroubledDirectory(LogDirectory directory, Trouble trouble) {
        this.directory = directory;
        this.trouble = trouble;
    }

    /** Has at most so many bytes free from now on. */
    public void limitFreeBytes(long bytes) {
        freeBytes = bytes;
    }

    /** Nothing can be read through maps from now on. */
    public void makeMapsUnreadable() {
        unreadableMaps = true;
    }

    @Override
    public LogFile open(String path, OpenMode mode) throws IOException {
        trouble.before(Call.OPEN, path);
        return new TroubledFile(path, directory.open(path, mode));
    }

    @Override
    public List<String> list(String path) throws IOException {
        trouble.before(Call.LIST, path);
        return directory.list(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
        trouble.before(Call.EXISTS, path);
        return directory.exists(path);
    }

    @Override
    public void createDirectory(String path) throws IOException {
        trouble.before(Call.CREATE_DIRECTORY, path);
        directory.createDirectory(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        trouble.before(Call.RENAME, from);
        directory.rename(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        trouble.before(Call.DELETE, path);
        directory.delete(path);
    }

    @Override
    public void forceDirectory(String path) throws IOException {
        trouble.before(Call.FORCE_DIRECTORY, path);
        directory.forceDirectory(path);
    }

    @Override
    public long freeBytes() throws IOException {
        trouble.before(Call.SPACE, "");
        return Math.min(freeBytes, directory.freeBytes());
    }

    @Override
    public long totalBytes() throws IOException {
        return directory.totalBytes();
    }

    @Override
    public String location() {
        return directory.location();
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }

    /** Has zeros where the bytes should be, as pages that the device cannot read. */
    private record UnreadableMap(FileMap map) implements FileMap {
        @Override
        public ByteBuffer bytes() {
            return ByteBuffer.allocate(map.bytes().capacity());
        }

        @Override
        public void close() {
            map.close();
        }
    }

    private final class TroubledFile implements LogFile {
        private final String path;
        private final LogFile file;

        TroubledFile(String path, LogFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public void write(long position, ByteBuffer bytes) throws IOException {
            try {
                trouble.before(Call.WRITE, path);
            } catch (IOException e) {
                file.write(position, bytes.slice(bytes.position(), bytes.remaining() / 2));
                throw e;
            }
            file.write(position, bytes);
        }

        @Override
        public void write(long position, List<ByteBuffer> bytes) throws IOException {
            try {
                trouble.before(Call.WRITE, path);
            } catch (IOException e) {
                file.write(position, bytes.subList(0, bytes.size() / 2));
                throw e;
            }
            file.write(position, bytes);
        }

        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            trouble.before(Call.READ, path);
            return file.read(position, into);
        }

        @Override
        public FileMap map(int bytes) throws IOException {
            trouble.before(Call.MAP, path);
            FileMap map = file.map(bytes);
            return unreadableMaps ? new UnreadableMap(map) : map;
        }

        @Override
        public void force() throws IOException {
            trouble.before(Call.FORCE, path);
            file.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            trouble.before(Call.TRUNCATE, path);
            file.truncate(size);
        }

        @Override
        public long size() throws IOException {
            trouble.before(Call.SIZE, path);
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
