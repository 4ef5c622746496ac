package io.replaymq.log;

import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A directory whose writes or forces fail from a moment on, on files whose path begins so. Counts how often it was asked since. */
final class FailingLogDirectory implements LogDirectory {
    enum Operation {
        WRITE,
        FORCE
    }

    private final LogDirectory directory;
    private final Operation operation;
    private final String prefix;
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private volatile boolean failing;

    FailingLogDirectory(LogDirectory directory, Operation operation, String prefix) {
        this.directory = directory;
        this.operation = operation;
        this.prefix = prefix;
    }

    void startFailing() {
        failing = true;
    }

    /** How often each file was tried after the failure had begun. */
    Map<String, Integer> attempts() {
        return attempts;
    }

    private void attempt(Operation attempted, String path) throws IOException {
        if (failing && attempted == operation && path.startsWith(prefix)) {
            attempts.merge(path, 1, Integer::sum);
            throw new IOException("Input/output error");
        }
    }

    @Override
    public LogFile open(String path, OpenMode mode) throws IOException {
        return new FailingFile(path, directory.open(path, mode));
    }

    @Override
    public List<String> list(String path) throws IOException {
        return directory.list(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return directory.exists(path);
    }

    @Override
    public void createDirectory(String path) throws IOException {
        directory.createDirectory(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        directory.rename(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        directory.delete(path);
    }

    @Override
    public void forceDirectory(String path) throws IOException {
        directory.forceDirectory(path);
    }

    @Override
    public long freeBytes() throws IOException {
        return directory.freeBytes();
    }

    @Override
    public String location() {
        return directory.location();
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }

    private final class FailingFile implements LogFile {
        private final String path;
        private final LogFile file;

        FailingFile(String path, LogFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public void write(long position, ByteBuffer bytes) throws IOException {
            attempt(Operation.WRITE, path);
            file.write(position, bytes);
        }

        @Override
        public void write(long position, List<ByteBuffer> bytes) throws IOException {
            attempt(Operation.WRITE, path);
            file.write(position, bytes);
        }

        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            return file.read(position, into);
        }

        @Override
        public void force() throws IOException {
            attempt(Operation.FORCE, path);
            file.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
