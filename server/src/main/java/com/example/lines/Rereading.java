package com.example.lines;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.concurrent.atomic.AtomicLong;

/** Reads the durable subscription from wherever it stands. */
final class Rereading {
    private static final int PROGRESS_EVERY = 5_000;
    private static final int PATIENCE_MS = 10_000;
    private static final int QUIET_MS = 300;

    private final Wiring wiring;
    private final int expected;
    private final Tally tally = new Tally();
    private final AtomicLong disordered = new AtomicLong();

    Rereading(Wiring wiring, int expected) {
        this.wiring = wiring;
        this.expected = expected;
    }

    void run() throws JMSException {
        Session session = wiring.connect(Wiring.CLIENT_ID).createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer subscriber = session.createDurableSubscriber(wiring.topic(), Wiring.SUBSCRIPTION);
        Reception reception = new Reception(subscriber, tally, disordered);
        while (reception.receive(tally.count() < expected ? PATIENCE_MS : QUIET_MS)) {
            if (tally.count() % PROGRESS_EVERY == 0) {
                Console.progress(0, 0, tally.count());
            }
        }
        Console.result("topic", tally, disordered);
        Console.exceptions(wiring.exceptions());
    }
}
