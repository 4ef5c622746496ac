package io.replaymq.jms.connection;

import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.jms.consumer.JmsConnectionConsumer;
import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.encoding.MessageDecoder;
import io.replaymq.jms.message.ObjectReading;
import io.replaymq.jms.session.SessionOwner;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSessionPool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connection consumers of one connection. Any thread; its monitor guards the list. */
final class ServerConsumers {
    private final SessionOwner connection;
    private final String threadPrefix;
    private final List<JmsConnectionConsumer> open = new ArrayList<>();
    private int opened;

    ServerConsumers(SessionOwner connection, String name) {
        this.connection = connection;
        this.threadPrefix = "replaymq-server-sessions-" + name + "-";
    }

    /** Attaches one; the caller starts it, if the connection is started. */
    ConnectionConsumer open(
            ConsumerRequest request, JmsDestination from, @Nullable ServerSessionPool pool, int most, boolean started)
            throws JMSException {
        if (pool == null) {
            throw new JMSException("no pool of server sessions was given");
        }
        if (most < 1) {
            throw new JMSException("at most " + most + " messages for a server session, expected 1 or more");
        }
        JmsConnectionConsumer consumer = new JmsConnectionConsumer(pool, connection.clock(), nextName(), this::ended);
        MessageDecoder decoder =
                new MessageDecoder(from, new ObjectReading(connection.options().allowed()));
        consumer.open(connection.link(), request, decoder, connection.options().prefetch(), most);
        add(consumer);
        if (started) {
            consumer.inboxes().start();
        }
        return consumer;
    }

    private synchronized String nextName() {
        return threadPrefix + ++opened;
    }

    private synchronized void add(JmsConnectionConsumer consumer) {
        open.add(consumer);
    }

    private synchronized void ended(JmsConnectionConsumer consumer) {
        open.remove(consumer);
    }

    synchronized List<JmsConnectionConsumer> all() {
        return List.copyOf(open);
    }
}
