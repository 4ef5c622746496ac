package com.example.lines;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Receives lines from one consumer into a tally, and checks that the lines of each file come in order. One thread. */
final class Reception {
    private final MessageConsumer consumer;
    private final Tally tally;
    private final AtomicLong disordered;
    private final Map<String, Integer> lastLine = new HashMap<>();

    Reception(MessageConsumer consumer, Tally tally, AtomicLong disordered) {
        this.consumer = consumer;
        this.tally = tally;
        this.disordered = disordered;
    }

    /** Receives one line. @return false if none came in time */
    boolean receive(long timeoutMs) throws JMSException {
        Message message = consumer.receive(timeoutMs);
        if (message == null) {
            return false;
        }
        String file = message.getStringProperty("JMSXGroupID");
        int line = message.getIntProperty("line");
        if (line <= lastLine.getOrDefault(file, 0)) {
            disordered.incrementAndGet();
        }
        lastLine.put(file, line);
        tally.add(file, line, ((TextMessage) message).getText());
        return true;
    }
}
