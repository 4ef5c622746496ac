package io.replaymq.benchmarks.driver;

import io.replaymq.benchmarks.measure.Settings;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Chronicle Queue in this process, as it comes: a message is in a mapped file, in the page cache, when it is acknowledged. No checksum,
 * nothing forced. A message is one document of raw bytes, written and read in place, one by one; receivers reuse one array.
 */
record ChronicleDriver(String directory) implements Driver {
    private static final int MOST_AT_ONCE = 500;

    static ChronicleDriver open(Settings settings) {
        return new ChronicleDriver(settings.need("dir"));
    }

    private ChronicleQueue queue(String destination) {
        return ChronicleQueue.singleBuilder(directory + "/" + destination).build();
    }

    @Override
    public Sender sender(String destination, int index) {
        ChronicleQueue queue = queue(destination);
        return new ChronicleSender(queue, queue.createAppender());
    }

    @Override
    public Receiver receiver(String destination, int index) {
        ChronicleQueue queue = queue(destination);
        return new ChronicleReceiver(queue, queue.createTailer().toStart());
    }

    @Override
    public void close() {
        // queues belong to senders and receivers
    }

    private record ChronicleSender(ChronicleQueue queue, ExcerptAppender appender) implements Sender {
        @Override
        public void send(byte[] body) {
            try (DocumentContext document = appender.writingDocument()) {
                bytesOf(document).write(body);
            }
        }

        @Override
        public void sendAsync(byte[] body, Acknowledgements acknowledgements) {
            send(body);
            acknowledgements.acknowledged(1);
        }

        @Override
        public void close() {
            appender.close();
            queue.close();
        }
    }

    private static Bytes<?> bytesOf(DocumentContext document) {
        var wire = document.wire();
        if (wire == null) {
            throw new DriverException("a document without content");
        }
        return wire.bytes();
    }

    private static final class ChronicleReceiver implements Receiver {
        private final ChronicleQueue queue;
        private final ExcerptTailer tailer;
        private byte[] body = new byte[0];

        ChronicleReceiver(ChronicleQueue queue, ExcerptTailer tailer) {
            this.queue = queue;
            this.tailer = tailer;
        }

        @Override
        public int receive(long timeoutMs, Sink sink) {
            long end = System.nanoTime() + timeoutMs * 1_000_000;
            int received = 0;
            while (received < MOST_AT_ONCE) {
                if (receiveOne(sink)) {
                    received++;
                } else if (received > 0 || System.nanoTime() > end) {
                    break;
                } else {
                    Thread.onSpinWait();
                }
            }
            return received;
        }

        private boolean receiveOne(Sink sink) {
            try (DocumentContext document = tailer.readingDocument()) {
                if (!document.isPresent()) {
                    return false;
                }
                Bytes<?> content = bytesOf(document);
                int size = Math.toIntExact(content.readRemaining());
                if (body.length != size) {
                    body = new byte[size];
                }
                content.read(body);
                sink.accept(body);
                return true;
            }
        }

        @Override
        public void close() {
            tailer.close();
            queue.close();
        }
    }
}
