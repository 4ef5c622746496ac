package io.replaymq.jms.consumer;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.jms.encoding.MessageDecoder;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSessionPool;
import java.time.InstantSource;
import java.util.function.Consumer;

/** A consumer whose messages are delivered by the sessions of an application server. Jakarta Messaging 3.1, section 12.2. */
public final class JmsConnectionConsumer implements ConnectionConsumer {
    private final SessionInboxes inboxes;
    private final ServerSessionPool pool;
    private final Consumer<JmsConnectionConsumer> whenClosed;

    /**
     * Not attached yet.
     *
     * @param threadName of the thread that passes its messages on
     * @param whenClosed told once it is closed
     */
    public JmsConnectionConsumer(
            ServerSessionPool pool,
            InstantSource clock,
            String threadName,
            Consumer<JmsConnectionConsumer> whenClosed) {
        this.pool = pool;
        this.inboxes = new SessionInboxes(AcknowledgeMode.AUTO, clock, threadName);
        this.whenClosed = whenClosed;
    }

    /** Attaches it. @throws JMSException if the broker refuses it */
    public void open(BrokerLink broker, ConsumerRequest request, MessageDecoder decoder, int prefetch, int most)
            throws JMSException {
        Inbox inbox = inboxes.open(broker, request, decoder, prefetch);
        inboxes.listen(inbox, new Listening.Passed(new ServerSessions(pool), most));
    }

    /** Begins, pauses and loses delivery. */
    public SessionInboxes inboxes() {
        return inboxes;
    }

    @Override
    public ServerSessionPool getServerSessionPool() throws JMSException {
        if (inboxes.isClosed()) {
            throw new IllegalStateException("the connection consumer is closed");
        }
        return pool;
    }

    /** Waits until the sessions have delivered what was passed to them. */
    @Override
    public void close() throws JMSException {
        if (!inboxes.isClosed()) {
            inboxes.close();
            whenClosed.accept(this);
        }
    }
}
