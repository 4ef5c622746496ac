package io.replaymq.server.crash;

import io.replaymq.server.history.Received;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;

/** Receives for ever and notes what it received. A thread of its own, unless the session calls it. */
final class LoadConsumer {
    private static final int RECEIVE_MS = 100;
    private static final int ACKNOWLEDGE_EVERY = 20;

    private final MessageConsumer consumer;
    private final Acknowledging acknowledging;
    private final Received received;
    private final Failures failures;
    private final Pace pace;
    private final Thread thread;
    private volatile boolean finished;

    LoadConsumer(
            MessageConsumer consumer, Acknowledging acknowledging, Received received, Failures failures, Pace pace) {
        this.consumer = consumer;
        this.acknowledging = acknowledging;
        this.received = received;
        this.failures = failures;
        this.pace = pace;
        this.thread = new Thread(this::run, "consumer-" + acknowledging);
    }

    void start() {
        thread.start();
    }

    void finish() {
        finished = true;
    }

    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    private void run() {
        try {
            if (acknowledging == Acknowledging.AUTO_LISTENER) {
                consumer.setMessageListener(this::note);
                return;
            }
            while (!finished) {
                receive();
            }
        } catch (JMSException e) {
            failures.add(e);
        }
    }

    private void receive() throws JMSException {
        Message last = null;
        for (int i = 0; i < ACKNOWLEDGE_EVERY; i++) {
            Message next = consumer.receive(RECEIVE_MS);
            if (next == null) {
                break;
            }
            note(next);
            last = next;
        }
        if (last != null && acknowledging == Acknowledging.CLIENT) {
            last.acknowledge();
        }
    }

    private void note(Message message) {
        try {
            received.add(message.getIntProperty("producer"), message.getIntProperty("number"));
        } catch (JMSException e) {
            failures.add(e);
        }
        pace.received();
    }
}
