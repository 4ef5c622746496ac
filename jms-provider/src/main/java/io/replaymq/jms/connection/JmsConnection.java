package io.replaymq.jms.connection;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.message.SenderId;
import io.replaymq.jms.api.ClientOptions;
import io.replaymq.jms.api.Replies;
import io.replaymq.jms.consumer.JmsConnectionConsumer;
import io.replaymq.jms.consumer.SessionInboxes;
import io.replaymq.jms.consumer.SessionMode;
import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.producer.SendWindow;
import io.replaymq.jms.producer.TransactionProducers;
import io.replaymq.jms.session.ConsumerRequests;
import io.replaymq.jms.session.JmsSession;
import io.replaymq.jms.session.SessionOwner;
import io.replaymq.jms.transaction.XaBranches;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection.
 *
 * <p><b>Threads:</b> any; its monitor guards its state and is not held while sessions or the broker are called.
 *
 * <p><b>Owns</b> its link and its sessions.
 */
public sealed class JmsConnection implements Connection, SessionOwner
        permits JmsQueueConnection, JmsTopicConnection, JmsXaConnection {
    private final BrokerLease lease;
    private final BrokerLink link;
    private final ClientOptions options;
    private final InstantSource clock;
    private final Failure failure;
    private final SendWindow sendWindow;
    private final TransactionProducers transactionProducers;
    private final XaBranches branches;
    private final String name;
    private final long anonymousSender;
    private final ServerConsumers serverConsumers;
    private final List<JmsSession> sessions = new ArrayList<>();
    private Phase phase = Phase.FRESH;
    private @Nullable String clientId;
    private int sessionsOpened;

    private enum Phase {
        /** Nothing was done with it yet: the client identifier may be set. */
        FRESH,
        STOPPED,
        STARTED,
        CLOSED
    }

    JmsConnection(Opened opened) {
        this.lease = opened.lease();
        this.link = opened.link();
        this.options = opened.options();
        this.clock = opened.clock();
        this.failure = opened.failure();
        this.name = opened.name();
        this.anonymousSender = opened.anonymousSender();
        this.clientId = options.clientId();
        this.sendWindow = new SendWindow(options.sendWindow());
        this.transactionProducers = new TransactionProducers(link);
        this.branches = new XaBranches(link, transactionProducers, System::nanoTime);
        this.serverConsumers = new ServerConsumers(this, name);
    }

    /** Connects. @throws JMSException if the broker cannot be reached or refuses the client identifier */
    public static JmsConnection open(BrokerLease lease, ClientOptions options, InstantSource clock)
            throws JMSException {
        return Opened.open(lease, options, clock, JmsConnection::new);
    }

    final void lost(JMSException cause) {
        inboxes().forEach(each -> each.fail(cause));
    }

    @Override
    public BrokerLink link() {
        return link;
    }

    @Override
    public ClientOptions options() {
        return options;
    }

    @Override
    public SendWindow sendWindow() {
        return sendWindow;
    }

    @Override
    public TransactionProducers transactionProducers() {
        return transactionProducers;
    }

    @Override
    public XaBranches branches() {
        return branches;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public final synchronized @Nullable String clientId() {
        return clientId;
    }

    @Override
    public final synchronized long senderId() {
        return clientId == null ? anonymousSender : SenderId.ofClient(clientId);
    }

    @Override
    public synchronized void ended(JmsSession session) {
        sessions.remove(session);
    }

    @Override
    public Session createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return createSession(transacted ? Session.SESSION_TRANSACTED : acknowledgeMode);
    }

    @Override
    public Session createSession() throws JMSException {
        return createSession(Session.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JmsSession createSession(int sessionMode) throws JMSException {
        return open(sessionMode, JmsSession::new);
    }

    /** How a session of a kind is made. */
    interface Making<S extends JmsSession> {
        S make(SessionOwner owner, SessionMode mode, String name);
    }

    final <S extends JmsSession> S open(int sessionMode, Making<S> kind) throws JMSException {
        requireOpen();
        return open(SessionMode.of(sessionMode), kind);
    }

    final <S extends JmsSession> S open(SessionMode mode, Making<S> kind) throws JMSException {
        requireOpen();
        S session;
        synchronized (this) {
            use();
            session = kind.make(this, mode, name + "-" + ++sessionsOpened);
            sessions.add(session);
            if (phase == Phase.STARTED) {
                session.inboxes().start(); // it has no consumers yet, so nobody is called
            }
        }
        return session;
    }

    @Override
    public @Nullable String getClientID() throws JMSException {
        requireOpen();
        return clientId();
    }

    @Override
    public void setClientID(@Nullable String id) throws JMSException {
        synchronized (this) {
            requireOpen();
            if (clientId != null) {
                throw new IllegalStateException("the client identifier is '" + clientId + "' already");
            }
            if (phase != Phase.FRESH) {
                throw new IllegalStateException("the client identifier must be set before anything else is done");
            }
        }
        if (id == null || id.isEmpty()) {
            throw new InvalidClientIDException("a client identifier cannot be empty");
        }
        Replies.await(link.identify(id));
        synchronized (this) {
            clientId = id;
        }
    }

    @Override
    public ConnectionMetaData getMetaData() throws JMSException {
        requireOpen();
        return new ProviderDescription();
    }

    @Override
    public @Nullable ExceptionListener getExceptionListener() throws JMSException {
        requireOpen();
        return failure.listener();
    }

    @Override
    public void setExceptionListener(@Nullable ExceptionListener listener) throws JMSException {
        requireOpen();
        synchronized (this) {
            use();
        }
        failure.listener(listener);
    }

    @Override
    public void start() throws JMSException {
        requireOpen();
        synchronized (this) {
            phase = Phase.STARTED;
        }
        inboxes().forEach(SessionInboxes::start);
    }

    @Override
    public void stop() throws JMSException {
        requireOpen();
        requireNoListener("stop");
        synchronized (this) {
            phase = Phase.STOPPED;
        }
        inboxes().forEach(SessionInboxes::stop);
    }

    /** Closes all connection consumers and sessions, then the link. Jakarta Messaging 3.1, section 6.1.8. */
    @Override
    public void close() throws JMSException {
        requireNoListener("close");
        synchronized (this) {
            if (phase == Phase.CLOSED) {
                return;
            }
            phase = Phase.CLOSED;
        }
        try {
            for (JmsConnectionConsumer each : serverConsumers.all()) {
                each.close();
            }
            for (JmsSession each : openSessions()) {
                each.close();
            }
            Replies.await(link.close());
        } finally {
            lease.whenClosed().run();
        }
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Destination destination, @Nullable String selector, @Nullable ServerSessionPool pool, int maxMessages)
            throws JMSException {
        requireOpen();
        JmsDestination from = JmsDestination.require(destination);
        return consume(requests().plain(from, selector, false), from, pool, maxMessages);
    }

    @Override
    public ConnectionConsumer createSharedConnectionConsumer(
            Topic topic,
            String subscription,
            @Nullable String selector,
            @Nullable ServerSessionPool pool,
            int maxMessages)
            throws JMSException {
        requireOpen();
        JmsDestination from = JmsDestination.requireTopic(topic);
        return consume(requests().shared(from, subscription, selector), from, pool, maxMessages);
    }

    @Override
    public ConnectionConsumer createDurableConnectionConsumer(
            Topic topic,
            String subscription,
            @Nullable String selector,
            @Nullable ServerSessionPool pool,
            int maxMessages)
            throws JMSException {
        requireOpen();
        JmsDestination from = JmsDestination.requireTopic(topic);
        return consume(requests().durable(from, subscription, selector, false), from, pool, maxMessages);
    }

    @Override
    public ConnectionConsumer createSharedDurableConnectionConsumer(
            Topic topic,
            String subscription,
            @Nullable String selector,
            @Nullable ServerSessionPool pool,
            int maxMessages)
            throws JMSException {
        requireOpen();
        JmsDestination from = JmsDestination.requireTopic(topic);
        return consume(requests().sharedDurable(from, subscription, selector), from, pool, maxMessages);
    }

    private ConsumerRequests requests() {
        return new ConsumerRequests(this);
    }

    private ConnectionConsumer consume(
            ConsumerRequest request, JmsDestination from, @Nullable ServerSessionPool pool, int most)
            throws JMSException {
        boolean started;
        synchronized (this) {
            use();
            started = phase == Phase.STARTED;
        }
        return serverConsumers.open(request, from, pool, most, started);
    }

    private void use() {
        if (phase == Phase.FRESH) {
            phase = Phase.STOPPED;
        }
    }

    private List<SessionInboxes> inboxes() {
        return Stream.concat(
                        serverConsumers.all().stream().map(JmsConnectionConsumer::inboxes),
                        openSessions().stream().map(JmsSession::inboxes))
                .toList();
    }

    private synchronized List<JmsSession> openSessions() {
        return List.copyOf(sessions);
    }

    private synchronized void requireOpen() throws IllegalStateException {
        if (phase == Phase.CLOSED) {
            throw new IllegalStateException("the connection is closed");
        }
    }

    private void requireNoListener(String what) throws IllegalStateException {
        if (openSessions().stream().anyMatch(JmsSession::isCallingListener)) {
            throw new IllegalStateException("a listener cannot " + what + " its own connection");
        }
    }
}
