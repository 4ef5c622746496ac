package io.replaymq.benchmarks.driver;

import io.replaymq.benchmarks.measure.Settings;
import java.io.IOException;
import java.nio.file.Path;

/** The limit of a durable append: all senders share one {@link GroupCommit}. */
record GroupCommitDriver(GroupCommit file) implements Driver {
    static GroupCommitDriver open(Settings settings) {
        try {
            Path path = Path.of(settings.need("dir")).resolve("group-commit");
            int writers = settings.count("producers", 1);
            return new GroupCommitDriver(GroupCommit.open(path, writers, settings.count("size", 1024)));
        } catch (IOException e) {
            throw new DriverException(e);
        }
    }

    @Override
    public Sender sender(String destination, int index) {
        return new Sender() {
            @Override
            public void send(byte[] body) {
                try {
                    file.append(body, body.length);
                } catch (IOException e) {
                    throw new DriverException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new DriverException(e);
                }
            }

            @Override
            public void sendAsync(byte[] body, Acknowledgements acknowledgements) {
                throw new DriverException("group-commit waits for each record");
            }

            @Override
            public void close() {
                // the file belongs to the driver
            }
        };
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new DriverException(e);
        }
    }
}
