package io.replaymq.broker.transaction;

import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.log.api.BrokerException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that has not ended: what it has sent so far, or why it cannot be committed any more.
 *
 * <p><b>Threads:</b> any, one at a time by its lock, under which nothing waits: who sends, who ends it, and the dispatch thread, which
 * rolls back what is too old.
 */
final class OpenTransaction {
    private static final long NOTHING = -1;

    private final long number;
    private final long beganNanos;
    private final BufferParts parts;
    private final Runnable whenOver;
    private @Nullable SendBuffer buffer; // null once it is over
    private @Nullable BrokerException reason;
    private int sends;
    private int messages;
    private long total;
    private long inMemory;
    private long reservation = NOTHING;

    /**
     * One that begins.
     *
     * @param expectedBytes how much it will send, roughly
     * @param whenOver run once, when it takes no memory any more
     */
    OpenTransaction(long number, BufferParts parts, int expectedBytes, Runnable whenOver) {
        this.number = number;
        this.parts = parts;
        this.beganNanos = parts.time().nanoTime();
        this.whenOver = whenOver;
        this.buffer = new SendBuffer(parts.batchBytes(), expectedBytes);
    }

    long number() {
        return number;
    }

    /** Adds what came. What came before, or leaves a gap, is passed over: a gap shows at the end. */
    synchronized void add(TransactionSend send) {
        SendBuffer to = buffer;
        if (to == null || send.index() != sends) {
            return;
        }
        for (Message each : send.messages()) {
            int bytes = SendBuffer.sizeOf(each);
            if (total + bytes > parts.limits().maxBytes()) {
                fail("a transaction sends more than " + parts.limits().maxBytes() + " bytes, its limit (maxBytes)");
                return;
            }
            try {
                to.add(send.destination(), each);
            } catch (InvalidDestinationException e) {
                reason = CommitHistory.rolledBack(e);
                discard();
                return;
            }
            total += bytes;
            inMemory += bytes;
            messages++;
        }
        sends++;
        if (inMemory > parts.limits().memoryBytes()) {
            putAside(to);
        }
    }

    private void putAside(SendBuffer from) {
        if (reservation == NOTHING) {
            reservation = parts.spill().reserve();
        }
        parts.spill().put(from.pieces());
        inMemory = 0;
    }

    /** It cannot be committed any more, and what it sent is forgotten. */
    synchronized void fail(String why) {
        if (buffer != null) {
            reason = new TransactionRolledBackException(why);
            discard();
        }
    }

    /** Rolls it back if it is too old. @return whether it is so old that nobody has to be told why */
    boolean expire(long nowNanos) {
        long age = nowNanos - beganNanos;
        if (age > parts.limits().maxAge().toNanos()) {
            fail("a transaction was open for more than " + parts.limits().maxAge() + ", its limit (maxAge)");
        }
        return age > 2 * parts.limits().maxAge().toNanos();
    }

    /** Lets go of what it sent. May be called twice. */
    synchronized void discard() {
        if (buffer != null) {
            buffer = null;
            whenOver.run();
            releaseSpilled();
        }
    }

    private synchronized void releaseSpilled() {
        if (reservation != NOTHING) {
            parts.spill().release(reservation);
            reservation = NOTHING;
        }
    }

    /** How much it has sent, in bytes. */
    synchronized long total() {
        return total;
    }

    /**
     * Takes out what it sent.
     *
     * @param expected how many sends it should have got
     * @throws BrokerException why it cannot be committed
     */
    synchronized Gathered take(int expected) {
        SendBuffer from = buffer;
        if (from == null || sends != expected) {
            discard();
            throw reason != null ? reason : missing(sends, expected);
        }
        buffer = null;
        whenOver.run();
        Gathered.Size size = reservation == NOTHING ? Gathered.Size.IN_MEMORY : Gathered.Size.PUT_ASIDE;
        return new Gathered(from.pieces(), messages, size, this::releaseSpilled);
    }

    static TransactionRolledBackException missing(int sends, int expected) {
        return new TransactionRolledBackException(
                "a transaction of " + expected + " sends of which " + sends + " have come");
    }
}
