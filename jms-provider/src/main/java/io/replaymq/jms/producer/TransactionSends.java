package io.replaymq.jms.producer;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.Consumed;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionSend;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Streams what one transaction sends to the broker, without waiting. Consecutive messages to one destination go together.
 *
 * <p><b>Threads:</b> any; its monitor keeps them in order. The link only queues what it is given.
 */
public final class TransactionSends {
    private static final int MOST_MESSAGES = 32;
    private static final int MOST_BYTES = 64 << 10;

    private final BrokerLink link;
    private final TransactionProducer producer;
    private final KnownDestinations destinations;
    private final TransactionId id;
    private List<Message> batch = new ArrayList<>();
    private @Nullable Destination to; // of the batch
    private int batchBytes;
    private int sends;
    private boolean ended;

    /** Of a transaction that begins. */
    TransactionSends(BrokerLink link, TransactionProducer producer, KnownDestinations destinations) {
        this.link = link;
        this.producer = producer;
        this.destinations = destinations;
        this.id = producer.begin();
    }

    TransactionProducer producer() {
        return producer;
    }

    /** Names the transaction. */
    public TransactionId id() {
        return id;
    }

    /** Finds out whether it can be sent to, if that is not known. @throws JMSException if it cannot */
    void require(Destination destination) throws JMSException {
        destinations.require(destination);
    }

    synchronized String nextMessageId() {
        return producer.nextMessageId();
    }

    synchronized void add(Destination destination, Message message) throws IllegalStateException {
        if (ended) {
            throw new IllegalStateException("the transaction has ended meanwhile");
        }
        int size = message.content().sizeInBytes();
        if (!destination.equals(to) || batchBytes + size > MOST_BYTES || batch.size() == MOST_MESSAGES) {
            flush();
        }
        to = destination;
        batch.add(message);
        batchBytes += size;
    }

    private void flush() {
        Destination destination = to;
        if (destination != null && !batch.isEmpty()) {
            link.send(new TransactionSend(id, sends++, destination, batch));
            batch = new ArrayList<>();
            batchBytes = 0;
        }
    }

    /** All of the transaction; nothing can be added any more. */
    public synchronized TransactionEnd end(List<Consumed> consumed) {
        flush();
        ended = true;
        return new TransactionEnd(id, producer.committed(), sends, consumed);
    }

    /** The transaction is rolled back; nothing can be added any more. Returns whether the broker has anything of it. */
    public synchronized boolean drop() {
        ended = true;
        return sends > 0;
    }
}
