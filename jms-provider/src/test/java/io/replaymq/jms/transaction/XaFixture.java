package io.replaymq.jms.transaction;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.BranchId;
import io.replaymq.jms.JmsXaConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A connection with a session of distributed transactions, and one outside of them. */
final class XaFixture implements AutoCloseable {
    private final XAConnection connection;
    private final XASession session;
    private final Session outside;
    private final Queue queue;

    XaFixture(Path directory) throws JMSException {
        connection = JmsXaConnectionFactory.of("replaymq:vm?data=" + directory).createXAConnection();
        connection.start();
        session = connection.createXASession();
        outside = connection.createSession();
        queue = outside.createQueue(Messages.newName());
    }

    XAConnection connection() {
        return connection;
    }

    XASession session() {
        return session;
    }

    XAResource resource() {
        return session.getXAResource();
    }

    Session outside() {
        return outside;
    }

    Queue queue() {
        return queue;
    }

    /** Sends in a branch of its own, which is left ended. */
    Xid sendInBranch(String... texts) throws JMSException, XAException {
        Xid xid = newXid();
        resource().start(xid, XAResource.TMNOFLAGS);
        Messages.send(session, queue, texts);
        resource().end(xid, XAResource.TMSUCCESS);
        return xid;
    }

    /** A name that nobody else has. */
    static Xid newXid() {
        UUID random = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(random.getMostSignificantBits())
                .putLong(random.getLeastSignificantBits())
                .array();
        return new BranchXid(new BranchId(7, bytes, new byte[] {1}));
    }

    static boolean isAmong(Xid xid, Xid[] all) {
        return Arrays.asList(all).contains(xid);
    }

    static void assertRefused(int code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        XAException.class, refused -> org.assertj.core.api.Assertions.assertThat(refused.errorCode)
                                .as(refused.getMessage())
                                .isEqualTo(code));
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
