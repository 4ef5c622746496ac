package io.replaymq.benchmarks.driver;

import io.replaymq.benchmarks.measure.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The least a log can do: length-prefixed records in one file, 64 KiB at a write, into the page cache. No index, no checksum, one
 * writer, nothing forced.
 */
record FileDriver(Path directory) implements Driver {
    private static final int BUFFER_BYTES = 64 << 10;

    static FileDriver open(Settings settings) {
        try {
            return new FileDriver(Files.createDirectories(Path.of(settings.need("dir"))));
        } catch (IOException e) {
            throw new DriverException(e);
        }
    }

    @Override
    public Sender sender(String destination, int index) {
        try {
            return new FileSender(FileChannel.open(
                    directory.resolve(destination), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new DriverException(e);
        }
    }

    @Override
    public Receiver receiver(String destination, int index) {
        try {
            return new FileReceiver(FileChannel.open(directory.resolve(destination), StandardOpenOption.READ));
        } catch (IOException e) {
            throw new DriverException(e);
        }
    }

    @Override
    public void close() {
        // files belong to senders and receivers
    }

    private static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new DriverException(e);
        }
    }

    private static final class FileSender implements Sender {
        private final FileChannel file;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

        FileSender(FileChannel file) {
            this.file = file;
        }

        @Override
        public void send(byte[] body) {
            if (buffer.remaining() < body.length + Integer.BYTES) {
                flush();
            }
            buffer.putInt(body.length).put(body);
        }

        @Override
        public void sendAsync(byte[] body, Consumer<@Nullable Throwable> done) {
            send(body);
            done.accept(null);
        }

        @Override
        public void flush() {
            buffer.flip();
            try {
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
            } catch (IOException e) {
                throw new DriverException(e);
            }
            buffer.clear();
        }

        @Override
        public void close() {
            flush();
            FileDriver.close(file);
        }
    }

    private static final class FileReceiver implements Receiver {
        private final FileChannel file;
        private final ByteBuffer buffer =
                ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);

        FileReceiver(FileChannel file) {
            this.file = file;
        }

        @Override
        public int receive(long timeoutMs, Sink sink) {
            try {
                buffer.compact();
                file.read(buffer);
                buffer.flip();
            } catch (IOException e) {
                throw new DriverException(e);
            }
            int received = 0;
            while (buffer.remaining() >= Integer.BYTES
                    && buffer.remaining() >= Integer.BYTES + buffer.getInt(buffer.position())) {
                byte[] body = new byte[buffer.getInt()];
                buffer.get(body);
                sink.accept(body);
                received++;
            }
            return received;
        }

        @Override
        public void close() {
            FileDriver.close(file);
        }
    }
}
