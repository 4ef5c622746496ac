package io.replaymq.benchmarks.driver;

import io.replaymq.benchmarks.measure.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The least a log can do: length-prefixed records in one file, a block of 64 KiB at a write or read, through the page cache. No index,
 * one writer, nothing forced. With {@code file.crc=true}, each block carries a CRC32C of its records, which is checked on reading;
 * otherwise there is no checksum.
 */
record FileDriver(Path directory, boolean checked) implements Driver {
    private static final int BLOCK_BYTES = 64 << 10;
    private static final int LENGTH = 0;
    private static final int CRC = 4;
    private static final int HEADER_BYTES = 8;

    static FileDriver open(Settings settings) {
        try {
            return new FileDriver(Files.createDirectories(Path.of(settings.need("dir"))), settings.is("file.crc"));
        } catch (IOException e) {
            throw new DriverException(e);
        }
    }

    @Override
    public Sender sender(String destination, int index) {
        try {
            return new FileSender(
                    FileChannel.open(
                            directory.resolve(destination), StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    checked);
        } catch (IOException e) {
            throw new DriverException(e);
        }
    }

    @Override
    public Receiver receiver(String destination, int index) {
        try {
            return new FileReceiver(FileChannel.open(directory.resolve(destination), StandardOpenOption.READ), checked);
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

    /** The checksum of what lies between the header and the end of the records. */
    private static int checksum(ByteBuffer block, int end) {
        CRC32C crc = new CRC32C();
        crc.update(block.duplicate().limit(end).position(HEADER_BYTES));
        return (int) crc.getValue();
    }

    private static final class FileSender implements Sender {
        private final FileChannel file;
        private final boolean checked;
        private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES).position(HEADER_BYTES);

        FileSender(FileChannel file, boolean checked) {
            this.file = file;
            this.checked = checked;
        }

        @Override
        public void send(byte[] body) {
            if (block.remaining() < body.length + Integer.BYTES) {
                flush();
            }
            block.putInt(body.length).put(body);
        }

        @Override
        public void sendAsync(byte[] body, Acknowledgements acknowledgements) {
            send(body);
            acknowledgements.acknowledged(1);
        }

        @Override
        public void flush() {
            int end = block.position();
            block.putInt(LENGTH, end).putInt(CRC, checked ? checksum(block, end) : 0);
            block.clear();
            try {
                while (block.hasRemaining()) {
                    file.write(block);
                }
            } catch (IOException e) {
                throw new DriverException(e);
            }
            block.clear().position(HEADER_BYTES);
        }

        @Override
        public void close() {
            if (block.position() > HEADER_BYTES) {
                flush();
            }
            FileDriver.close(file);
        }
    }

    private static final class FileReceiver implements Receiver {
        private final FileChannel file;
        private final boolean checked;
        private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        private byte[] body = new byte[0];

        FileReceiver(FileChannel file, boolean checked) {
            this.file = file;
            this.checked = checked;
        }

        @Override
        public int receive(long timeoutMs, Sink sink) {
            if (!readBlock()) {
                return 0;
            }
            int received = 0;
            while (block.hasRemaining()) {
                int size = block.getInt();
                if (body.length != size) {
                    body = new byte[size];
                }
                block.get(body);
                sink.accept(body);
                received++;
            }
            return received;
        }

        private boolean readBlock() {
            block.clear();
            try {
                while (block.hasRemaining()) {
                    if (file.read(block) < 0) {
                        return false;
                    }
                }
            } catch (IOException e) {
                throw new DriverException(e);
            }
            int end = block.getInt(LENGTH);
            if (checked && block.getInt(CRC) != checksum(block, end)) {
                throw new DriverException("a block whose checksum is not 0x%08x".formatted(block.getInt(CRC)));
            }
            block.flip().limit(end).position(HEADER_BYTES);
            return true;
        }

        @Override
        public void close() {
            FileDriver.close(file);
        }
    }
}
