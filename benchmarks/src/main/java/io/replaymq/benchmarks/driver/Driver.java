package io.replaymq.benchmarks.driver;

import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;

/** What a contender must offer to be measured. Whatever fails, fails with a {@link DriverException}. */
public interface Driver extends AutoCloseable {
    /** The driver that the setting {@code driver} names. */
    static Driver open(Settings settings) {
        String name = settings.need("driver");
        return switch (name) {
            case "jms" -> JmsDriver.open(settings);
            case "kafka" -> new KafkaDriver(settings);
            case "log" -> LogDriver.open(settings);
            case "client" -> ClientDriver.open(settings);
            case "chronicle" -> ChronicleDriver.open(settings);
            case "group-commit" -> GroupCommitDriver.open(settings);
            case "file" -> FileDriver.open(settings);
            case "tcp-limit" -> new TcpLimitDriver(settings);
            default ->
                throw new IllegalArgumentException("driver=" + name
                        + ", expected jms, kafka, log, client, chronicle, group-commit, file or tcp-limit");
        };
    }

    /** Creates the destination where the contender does not do so by itself. */
    default void create(String destination) {}

    /**
     * A sender.
     *
     * @param index from 0; senders of different numbers may use different partitions
     */
    Sender sender(String destination, int index);

    /** A receiver that starts at the first message; receivers of one destination share it, where the contender can do so. */
    default Receiver receiver(String destination, int index) {
        throw new DriverException("nothing can be received here");
    }

    /** Adds what only the contender can tell of a run. */
    default void report(String destination, Result result) {}

    @Override
    void close();

    /** Sends to one destination. Belongs to one thread. */
    interface Sender extends AutoCloseable {
        /** Returns once the contender has acknowledged. */
        void send(byte[] body);

        /**
         * Sends, and tells when the contender has acknowledged.
         *
         * @param body has been copied when this returns
         * @param acknowledgements the same ones for all messages of a sender
         */
        void sendAsync(byte[] body, Acknowledgements acknowledgements);

        /** Sends what is still gathered. */
        default void flush() {}

        @Override
        void close();
    }

    /** Receives from one destination. Belongs to one thread. */
    interface Receiver extends AutoCloseable {
        /** Receives and acknowledges what is there, one message or a batch; returns how many, 0 after the timeout. */
        int receive(long timeoutMs, Sink sink);

        @Override
        void close();
    }

    /** Takes what is received. */
    @FunctionalInterface
    interface Sink {
        /** Called once for each message. The body may be overwritten afterwards. */
        void accept(byte[] body);
    }
}
