package io.replaymq.jms.producer;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.jms.api.JmsErrors;
import io.replaymq.jms.api.Replies;
import io.replaymq.log.api.Durability;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the producers of one session send, in order, under the session's own producer identity.
 *
 * <p><b>Threads:</b> any. Its monitor keeps sequences in the order in which the link gets them; the link only queues a send,
 * so nobody waits for long there.
 */
public final class SessionSender {
    private static final Logger LOGGER = LoggerFactory.getLogger(SessionSender.class);

    private final BrokerLink link;
    private final SendWindow window;
    private @Nullable ProducerStream stream;
    private int unanswered; // of those that nobody waits for
    private volatile boolean closed;

    /** Asks for an identity only when something is sent. */
    public SessionSender(BrokerLink link, SendWindow window) {
        this.link = link;
        this.window = window;
    }

    /**
     * Refuses what comes now, and waits until what was sent before has been answered: a message that a producer has sent is not lost
     * because its connection is closed in good order.
     */
    public synchronized void close() {
        closed = true;
        boolean interrupted = false;
        while (unanswered > 0) {
            try {
                wait(); // the link answers every send in the end
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** The id for the next message. */
    String nextMessageId() throws JMSException {
        ProducerStream current = stream();
        synchronized (this) {
            return current.nextMessageId();
        }
    }

    /** Sends and waits for the answer. */
    void sendAndWait(Destination to, Message message, Durability durability) throws JMSException {
        ProducerStream current = stream();
        try {
            Replies.await(send(current, to, message, durability));
            prove(current, to);
        } catch (JMSException e) {
            end(current);
            throw e;
        }
    }

    /** Sends without waiting; a failure is told to the log only. The first message to a destination is waited for. */
    void sendAndForget(Destination to, Message message) throws JMSException {
        ProducerStream current = stream();
        if (!isProven(current, to)) {
            sendAndWait(to, message, Durability.ACCEPTED);
            return;
        }
        sendInWindow(to, message, Durability.ACCEPTED).whenComplete((receipt, failure) -> {
            if (failure != null) {
                LOGGER.warn(
                        "A non-persistent message to {} was not sent: {}",
                        to,
                        JmsErrors.of(failure).getMessage());
            }
        });
    }

    /** Sends without waiting for the answer, but for room in the connection's window. */
    CompletionStage<SendReceipt> sendInWindow(Destination to, Message message, Durability durability)
            throws JMSException {
        int taken = window.enter(message.content().sizeInBytes());
        ProducerStream current;
        try {
            current = stream(); // after the wait: a failure meanwhile has ended the one before
        } catch (JMSException e) {
            window.leave(taken);
            throw e;
        }
        return sendUnawaited(current, to, message, durability).whenComplete((receipt, failure) -> {
            window.leave(taken);
            if (failure != null) {
                end(current);
            }
            answered();
        });
    }

    private synchronized CompletionStage<SendReceipt> sendUnawaited(
            ProducerStream from, Destination to, Message message, Durability durability) {
        CompletionStage<SendReceipt> sent = send(from, to, message, durability);
        unanswered++;
        return sent;
    }

    private synchronized void answered() {
        unanswered--;
        if (unanswered == 0) {
            notifyAll();
        }
    }

    private synchronized CompletionStage<SendReceipt> send(
            ProducerStream from, Destination to, Message message, Durability durability) {
        return link.send(new SendBatch(to, from.identity(), from.nextSequence(to), durability, List.of(message)));
    }

    private ProducerStream stream() throws JMSException {
        ProducerStream current = current();
        return current != null ? current : begin(new ProducerStream(Replies.await(link.openProducer())));
    }

    private synchronized @Nullable ProducerStream current() {
        return stream;
    }

    private synchronized ProducerStream begin(ProducerStream opened) {
        if (stream == null) {
            stream = opened;
        }
        return stream;
    }

    private synchronized void end(ProducerStream ended) {
        if (stream == ended) {
            stream = null;
        }
    }

    private synchronized void prove(ProducerStream of, Destination destination) {
        of.proved(destination);
    }

    private synchronized boolean isProven(ProducerStream of, Destination destination) {
        return of.isProven(destination);
    }
}
