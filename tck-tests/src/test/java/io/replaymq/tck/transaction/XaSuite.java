package io.replaymq.tck.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.tck.suite.Background.Action;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XASession;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.naming.NamingException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** What suites about distributed transactions share; they do what a transaction manager does. */
abstract class XaSuite extends TransactionSuite {
    /** A global transaction and the one branch of it. */
    record BranchXid(String name) implements Xid {
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

        boolean is(Xid other) {
            return other.getFormatId() == getFormatId()
                    && Arrays.equals(other.getGlobalTransactionId(), getGlobalTransactionId())
                    && Arrays.equals(other.getBranchQualifier(), getBranchQualifier());
        }
    }

    static BranchXid newXid() {
        return new BranchXid(UUID.randomUUID().toString());
    }

    protected final XAConnectionFactory xaFactory() throws NamingException {
        return (XAConnectionFactory) running().jndi(Map.of()).lookup("XAConnectionFactory");
    }

    /** A connection of its own, started. */
    protected final XAConnection xaConnection() throws NamingException, JMSException {
        XAConnection connection = closing(xaFactory().createXAConnection());
        connection.start();
        return connection;
    }

    protected final XASession xaSession() throws NamingException, JMSException {
        return xaConnection().createXASession();
    }

    /** Begins a branch, sends in it and ends the work on it. */
    protected static BranchXid sent(XASession session, Queue to, String... texts) throws JMSException, XAException {
        BranchXid xid = newXid();
        XAResource resource = session.getXAResource();
        resource.start(xid, XAResource.TMNOFLAGS);
        sendIn(session.getSession(), to, texts);
        resource.end(xid, XAResource.TMSUCCESS);
        return xid;
    }

    /** Begins a branch, receives in it and ends the work on it. */
    protected static BranchXid received(XASession session, Queue from, String... texts)
            throws JMSException, XAException {
        BranchXid xid = newXid();
        XAResource resource = session.getXAResource();
        resource.start(xid, XAResource.TMNOFLAGS);
        assertThat(nextTexts(session.createConsumer(from), texts.length)).containsExactly(texts);
        resource.end(xid, XAResource.TMSUCCESS);
        return xid;
    }

    /** The prepared branches of a resource that are one of these. */
    protected static List<BranchXid> recovered(XAResource resource, BranchXid... of) throws XAException {
        Xid[] all = resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
        return Arrays.stream(of)
                .filter(each -> Arrays.stream(all).anyMatch(each::is))
                .toList();
    }

    /** The error code that it is refused with. */
    protected static int refusal(Action action) throws Exception {
        try {
            action.run();
        } catch (XAException e) {
            return e.errorCode;
        }
        throw new AssertionError("not refused");
    }

    protected final void assertFlagged(Queue queue, String text) throws JMSException {
        try (Session other = session(Session.AUTO_ACKNOWLEDGE)) {
            Message message = next(other.createConsumer(queue));
            assertThat(message.getBody(String.class)).isEqualTo(text);
            assertThat(message.getJMSRedelivered()).isTrue();
        }
    }
}
