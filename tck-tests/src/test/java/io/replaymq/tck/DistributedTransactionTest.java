package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XASession;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.naming.NamingException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Branches of distributed transactions, as a transaction manager goes through them. Jakarta Messaging 3.1, section 11.3. */
class DistributedTransactionTest extends TckSuite {
    private XAConnection xa;
    private XASession session;
    private XAResource resource;
    private Queue in;
    private Queue out;

    private record Name(int getFormatId, byte[] getGlobalTransactionId, byte[] getBranchQualifier) implements Xid {
        static Name next() {
            UUID random = UUID.randomUUID();
            long most = random.getMostSignificantBits();
            long least = random.getLeastSignificantBits();
            return new Name(
                    7, ByteBuffer.allocate(16).putLong(most).putLong(least).array(), new byte[] {1});
        }

        boolean isAmong(Xid... all) {
            return Arrays.stream(all)
                    .anyMatch(each -> Arrays.equals(each.getGlobalTransactionId(), getGlobalTransactionId));
        }
    }

    @BeforeEach
    void open() throws JMSException, NamingException {
        xa = openXa();
        session = xa.createXASession();
        resource = session.getXAResource();
        in = newQueue();
        out = newQueue();
    }

    private XAConnection openXa() throws JMSException, NamingException {
        Object factory =
                provider().isReference() ? factory() : running().jndi(Map.of()).lookup("XAConnectionFactory");
        XAConnection opened = closing(((XAConnectionFactory) factory).createXAConnection());
        opened.start();
        return opened;
    }

    /** Receives a message, and sends its answer, in a branch. */
    private Name answerInBranch() throws JMSException, XAException {
        Name name = Name.next();
        resource.start(name, XAResource.TMNOFLAGS);
        try (MessageConsumer consumer = session.createConsumer(in)) {
            sendTexts(session, out, "answer to " + next(consumer).getBody(String.class));
        }
        resource.end(name, XAResource.TMSUCCESS);
        return name;
    }

    @Test
    @AcrossRestart
    void whatIsPreparedWaitsForItsOutcomeAndIsCommitted() throws Exception {
        send(in, "1");
        Name name = answerInBranch();
        assertThat(resource.prepare(name)).isEqualTo(XAResource.XA_OK);
        xa.close();
        restartHere();

        XAResource recovering = openXa().createXASession().getXAResource();
        assertThat(name.isAmong(recovering.recover(XAResource.TMSTARTRSCAN))).isTrue();
        assertThat(recovering.recover(XAResource.TMENDRSCAN)).isEmpty();
        recovering.commit(name, false);

        assertThat(nextText(session().createConsumer(out))).isEqualTo("answer to 1");
        assertNothingIsLeftIn(in);
        assertThat(name.isAmong(recovering.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)))
                .isFalse();
    }

    @Test
    @AcrossRestart
    void whatIsPreparedWaitsForItsOutcomeAndIsRolledBack() throws Exception {
        send(in, "1");
        Name name = answerInBranch();
        resource.prepare(name);
        restartHere();
        resource.rollback(name);

        Message again = next(session().createConsumer(in));
        assertThat(again.getBody(String.class)).isEqualTo("1");
        assertThat(again.getJMSRedelivered()).isTrue();
        assertNothingIsLeftIn(out);
    }

    @Test
    @AcrossRestart
    void aBranchInProgressSurvivesWhatTheConnectionSurvives() throws Exception {
        Name name = Name.next();
        resource.start(name, XAResource.TMNOFLAGS);
        sendTexts(session, out, "1");
        restartHere();
        sendTexts(session, out, "2");
        resource.end(name, XAResource.TMSUCCESS);
        restartHere();

        resource.commit(name, true);

        assertThat(nextTexts(session().createConsumer(out), 2)).containsExactly("1", "2");
    }

    @Test
    void aBranchThatIsRolledBackLeavesNothing() throws Exception {
        send(in, "1");
        Name name = answerInBranch();

        resource.rollback(name);

        assertThat(nextText(session().createConsumer(in))).isEqualTo("1");
        assertNothingIsLeftIn(out);
    }

    @Test
    void aSessionSuspendsABranchAndWorksInAnother() throws Exception {
        Name one = Name.next();
        Name other = Name.next();
        resource.start(one, XAResource.TMNOFLAGS);
        sendTexts(session, out, "1");
        resource.end(one, XAResource.TMSUSPEND);
        resource.start(other, XAResource.TMNOFLAGS);
        sendTexts(session, out, "of the other");
        resource.end(other, XAResource.TMSUCCESS);
        resource.start(one, XAResource.TMRESUME);
        sendTexts(session, out, "2");
        resource.end(one, XAResource.TMSUCCESS);

        resource.rollback(other);
        resource.commit(one, true);

        MessageConsumer consumer = session().createConsumer(out);
        assertThat(nextTexts(consumer, 2)).containsExactly("1", "2");
        assertNothingWaitsFor(consumer, out);
    }

    @Test
    void anotherSessionJoinsABranch() throws Exception {
        XAResource joining = xa.createXASession().getXAResource();
        assertThat(joining.isSameRM(resource)).isTrue();
        Name name = Name.next();
        resource.start(name, XAResource.TMNOFLAGS);
        sendTexts(session, out, "1");
        resource.end(name, XAResource.TMSUCCESS);
        joining.start(name, XAResource.TMJOIN);
        joining.end(name, XAResource.TMSUCCESS);

        assertThat(joining.prepare(name)).isEqualTo(XAResource.XA_OK);
        joining.commit(name, false);

        assertThat(nextText(session().createConsumer(out))).isEqualTo("1");
    }

    @Test
    void anUnknownBranchIsNotEnded() {
        Name unknown = Name.next();

        for (ThrowingCallable each : List.<ThrowingCallable>of(
                () -> resource.prepare(unknown),
                () -> resource.commit(unknown, false),
                () -> resource.rollback(unknown),
                () -> resource.start(unknown, XAResource.TMJOIN))) {
            assertThatThrownBy(each).isInstanceOfSatisfying(XAException.class, refused -> assertThat(refused.errorCode)
                    .isEqualTo(XAException.XAER_NOTA));
        }
    }
}
