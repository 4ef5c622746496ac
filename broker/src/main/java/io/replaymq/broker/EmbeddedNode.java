package io.replaymq.broker;

import io.replaymq.broker.api.BrokerConfig;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.TimeSource;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A broker with all it needs: the log of a data directory and a timer of its own, {@code broker-timer}.
 *
 * <p><b>Owns</b> all three, and closes them in reverse order.
 */
final class EmbeddedNode implements AutoCloseable {
    private final EmbeddedLog log;
    private final ScheduledExecutorService timer;
    private final EmbeddedBroker broker;

    private EmbeddedNode(EmbeddedLog log, ScheduledExecutorService timer, EmbeddedBroker broker) {
        this.log = log;
        this.timer = timer;
        this.broker = broker;
    }

    static EmbeddedNode open(Path dataDirectory) {
        EmbeddedLog log = EmbeddedLog.open(dataDirectory, LogConfig.DEFAULTS);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(EmbeddedNode::timerThread);
        try {
            return new EmbeddedNode(
                    log, timer, EmbeddedBroker.open(log, BrokerConfig.DEFAULTS, TimeSource.SYSTEM, timer));
        } catch (RuntimeException e) {
            timer.shutdown();
            log.close();
            throw e;
        }
    }

    private static Thread timerThread(Runnable task) {
        Thread thread = new Thread(task, "broker-timer");
        thread.setDaemon(true);
        return thread;
    }

    EmbeddedBroker broker() {
        return broker;
    }

    @Override
    public void close() {
        broker.close();
        timer.shutdown();
        log.close();
    }
}
