package io.replaymq.server.faults;

import jakarta.jms.JMSException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends one message after the other on a thread of its own, through whatever happens to the server, until it is told to stop. */
final class SteadySender {
    private final QueueClient client;
    private final Thread thread = new Thread(this::run, "steady-sender");
    private final AtomicInteger sent = new AtomicInteger();
    private volatile boolean stopping;
    private volatile Optional<JMSException> failure = Optional.empty();

    SteadySender(QueueClient client) {
        this.client = client;
    }

    void start() {
        thread.start();
    }

    int sent() {
        return sent.get();
    }

    /** What it was told, which should have been nothing. */
    Optional<JMSException> failure() {
        return failure;
    }

    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
    }

    private void run() {
        try {
            while (!stopping) {
                client.send();
                sent.incrementAndGet();
            }
        } catch (JMSException e) {
            failure = Optional.of(e);
        }
    }
}
