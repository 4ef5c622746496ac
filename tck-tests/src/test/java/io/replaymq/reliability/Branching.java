package io.replaymq.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.history.Decision;
import io.replaymq.history.Event;
import io.replaymq.history.Event.Finished.How;
import io.replaymq.history.HistoryChecker;
import io.replaymq.history.MessageId;
import io.replaymq.history.Phase;
import io.replaymq.history.Violation;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XASession;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** What a transaction manager does, one branch after the other, with a server that is killed while it does. One thread, and a timer's. */
final class Branching {
    private static final long SOON_MS = 50_000;
    private static final int LONGEST_CALL_US = 3_000;
    private static final String SESSION = "xa";
    private static final String SENDER = "sender";

    private final HistoryChecker checker = new HistoryChecker(Set.of());
    private final ReplayMqProcess server;
    private final Random random;
    private int committed;

    /** When the server is killed. */
    enum Moment {
        IN_PREPARE,
        PREPARED,
        IN_DECISION,
        DECIDED
    }

    private record BranchXid(String name) implements Xid {
        @Override
        public int getFormatId() {
            return 71;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return name.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }

    private interface Call {
        void run() throws Exception;
    }

    Branching(ReplayMqProcess server, long seed) {
        this.server = server;
        this.random = new Random(seed);
    }

    /** Goes through so many branches, each of which takes a message and sends one. */
    List<Violation> goThrough(int branches) throws Exception {
        ConnectionFactory factory = ExactlyOnceIT.factory(server);
        try (Connection connection = factory.createConnection();
                XAConnection distributed = xaFactory().createXAConnection()) {
            feed(connection, branches);
            XASession session = distributed.createXASession();
            checker.add(new Event.Opened(System.nanoTime(), SESSION));
            MessageConsumer consumer = session.createConsumer(session.createQueue(Client.ORDERS));
            distributed.start();
            for (int i = 0; i < branches; i++) {
                goThrough(session, consumer, i + 1, Moment.values()[i / 2 % Moment.values().length]);
            }
            session.close();
            checker.add(new Event.Closed(System.nanoTime(), SESSION));
            drain(connection, branches - committed);
        }
        assertThat(server.stop()).as("exit code of a clean stop").isZero();
        LogAudit.read(server.data(), List.of(Client.ORDERS, Client.BILLS), checker::add);
        return checker.violations();
    }

    @SuppressWarnings("JdkObsolete") // InitialContext takes nothing else
    private XAConnectionFactory xaFactory() throws NamingException {
        return (XAConnectionFactory) new InitialContext(new Hashtable<>(server.jndi())).lookup("XAConnectionFactory");
    }

    private void feed(Connection connection, int messages) throws JMSException {
        try (Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = session.createProducer(session.createQueue(Client.ORDERS));
            for (int i = 0; i < messages; i++) {
                MessageId id = new MessageId("p", i);
                checker.add(new Event.Sent(System.nanoTime(), SENDER, 0, Client.ORDERS, id, Phase.INVOKED));
                producer.send(session.createTextMessage(new Parcel(id, Event.work(SENDER, 0, id)).text()));
                checker.add(new Event.Sent(System.nanoTime(), SENDER, 0, Client.ORDERS, id, Phase.SUCCEEDED));
            }
        }
    }

    private void goThrough(XASession session, MessageConsumer consumer, int number, Moment kill) throws Exception {
        XAResource resource = session.getXAResource();
        BranchXid xid = new BranchXid("branch-" + number);
        resource.start(xid, XAResource.TMNOFLAGS);
        Parcel parcel = receive(consumer, SESSION, number);
        checker.add(new Event.Sent(System.nanoTime(), SESSION, number, Client.BILLS, parcel.id(), Phase.INVOKED));
        Parcel sent = new Parcel(parcel.id(), Event.work(SESSION, number, parcel.id()));
        session.createProducer(session.createQueue(Client.BILLS)).send(session.createTextMessage(sent.text()));
        resource.end(xid, XAResource.TMSUCCESS);

        note(number, xid, Phase.INVOKED);
        boolean[] prepared = {false};
        killing(kill == Moment.IN_PREPARE, () -> prepared[0] = isPrepared(resource, xid));
        note(number, xid, prepared[0] ? Phase.SUCCEEDED : Phase.FAILED);
        if (!prepared[0]) {
            return;
        }
        killing(kill == Moment.PREPARED, () -> {});
        list(resource);
        decide(resource, xid, number % 2 == 0 ? Decision.COMMIT : Decision.ROLL_BACK, kill);
        list(resource);
    }

    /** It is, unless its session was away for so long that it has lost what it took. */
    private static boolean isPrepared(XAResource resource, BranchXid xid) throws XAException {
        try {
            return resource.prepare(xid) == XAResource.XA_OK;
        } catch (XAException e) {
            if (e.errorCode >= XAException.XA_RBBASE && e.errorCode <= XAException.XA_RBEND) {
                return false;
            }
            throw e;
        }
    }

    private void note(int number, BranchXid xid, Phase phase) {
        checker.add(new Event.Ended(System.nanoTime(), SESSION, number, Decision.PREPARE, xid.name(), phase));
    }

    private void decide(XAResource resource, BranchXid xid, Decision decision, Moment kill) throws Exception {
        boolean commits = decision == Decision.COMMIT;
        checker.add(new Event.Decided(System.nanoTime(), xid.name(), decision, Phase.INVOKED));
        killing(kill == Moment.IN_DECISION, () -> {
            if (commits) {
                resource.commit(xid, false);
            } else {
                resource.rollback(xid);
            }
        });
        checker.add(new Event.Decided(System.nanoTime(), xid.name(), decision, Phase.SUCCEEDED));
        committed += commits ? 1 : 0;
        killing(kill == Moment.DECIDED, () -> {});
    }

    private void list(XAResource resource) throws Exception {
        long at = System.nanoTime();
        Set<String> names = Arrays.stream(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN))
                .map(each -> new String(each.getGlobalTransactionId(), StandardCharsets.US_ASCII))
                .collect(Collectors.toSet());
        checker.add(new Event.Listed(at, names));
    }

    /** Kills the server about while the call is under way, and starts it again: the call must not notice. */
    private void killing(boolean kills, Call call) throws Exception {
        if (!kills) {
            call.run();
            return;
        }
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            Future<Void> killed = timer.schedule(
                    () -> {
                        server.kill();
                        server.launch();
                        return null;
                    },
                    random.nextInt(LONGEST_CALL_US),
                    TimeUnit.MICROSECONDS);
            call.run();
            killed.get();
        } finally {
            timer.shutdown();
        }
    }

    private Parcel receive(MessageConsumer consumer, String session, int transaction) throws JMSException {
        Message message = consumer.receive(SOON_MS);
        assertThat(message).as("a message that must be there").isNotNull();
        Parcel parcel = Parcel.parse(message.getBody(String.class));
        checker.add(new Event.Received(
                System.nanoTime(),
                session,
                transaction,
                Client.ORDERS,
                parcel.id(),
                parcel.sentBy(),
                message.getIntProperty("JMSXDeliveryCount")));
        return parcel;
    }

    /** Takes what was rolled back. */
    private void drain(Connection connection, int messages) throws JMSException {
        connection.start();
        checker.add(new Event.Opened(System.nanoTime(), "rest"));
        try (Session session = connection.createSession(Session.SESSION_TRANSACTED)) {
            MessageConsumer consumer = session.createConsumer(session.createQueue(Client.ORDERS));
            for (int i = 0; i < messages; i++) {
                receive(consumer, "rest", 1);
            }
            checker.add(new Event.Ended(System.nanoTime(), "rest", 1, Decision.COMMIT, "", Phase.INVOKED));
            session.commit();
            checker.add(new Event.Ended(System.nanoTime(), "rest", 1, Decision.COMMIT, "", Phase.SUCCEEDED));
        }
        checker.add(new Event.Finished(System.nanoTime(), Client.ORDERS, How.DRAINED));
    }
}
