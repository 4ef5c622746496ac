package io.replaymq.server.history;

import java.util.Arrays;

/** What one consumer received, in order: a producer and a number each. Any thread may note and ask. */
public final class Received {
    private static final int NUMBER_BITS = 32;

    private final String consumer;
    private long[] events = new long[1_024];
    private int size;

    Received(String consumer) {
        this.consumer = consumer;
    }

    /** Notes the next message. */
    public synchronized void add(int producer, int number) {
        if (size == events.length) {
            events = Arrays.copyOf(events, 2 * size);
        }
        events[size] = (long) producer << NUMBER_BITS | number;
        size++;
    }

    /** How many messages until now. */
    public synchronized int size() {
        return size;
    }

    String consumer() {
        return consumer;
    }

    synchronized int producer(int position) {
        return (int) (events[position] >>> NUMBER_BITS);
    }

    synchronized int number(int position) {
        return (int) events[position];
    }
}
