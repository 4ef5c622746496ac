package io.replaymq.jms.transaction;

import static io.replaymq.jms.transaction.Messages.next;
import static io.replaymq.jms.transaction.Messages.nextCounts;
import static io.replaymq.jms.transaction.Messages.nextTexts;
import static io.replaymq.jms.transaction.Messages.send;
import static io.replaymq.jms.transaction.XaFixture.assertRefused;
import static io.replaymq.jms.transaction.XaFixture.isAmong;
import static io.replaymq.jms.transaction.XaFixture.newXid;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.XASession;
import java.nio.file.Path;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the work in branches of distributed transactions. */
final class XaOutcomeTest {
    @TempDir
    static Path directory;

    private XaFixture xa;
    private XAResource resource;
    private XASession session;
    private Queue queue;

    @BeforeEach
    void open() throws JMSException {
        xa = new XaFixture(directory);
        resource = xa.resource();
        session = xa.session();
        queue = xa.queue();
    }

    @AfterEach
    void close() throws JMSException {
        xa.close();
    }

    private void assertNothingIsLeft() throws JMSException {
        send(xa.outside(), queue, "marker");
        assertThat(nextCounts(xa.outside().createConsumer(queue), 1)).containsExactly("marker x 1");
    }

    @Test
    void twoPhasesCommitWhatWasSentAndReceived() throws Exception {
        Queue out = xa.outside().createQueue(Messages.newName());
        send(xa.outside(), queue, "1");
        Xid xid = newXid();
        resource.start(xid, XAResource.TMNOFLAGS);
        MessageConsumer consumer = session.createConsumer(queue);
        send(session, out, "answer to " + next(consumer).getBody(String.class));
        resource.end(xid, XAResource.TMSUCCESS);

        assertThat(resource.prepare(xid)).isEqualTo(XAResource.XA_OK);
        assertThat(isAmong(xid, resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)))
                .isTrue();
        resource.commit(xid, false);

        assertThat(nextTexts(xa.outside().createConsumer(out), 1)).containsExactly("answer to 1");
        consumer.close();
        assertNothingIsLeft();
        assertThat(isAmong(xid, resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)))
                .isFalse();
    }

    @Test
    void onePhaseCommitsToo() throws Exception {
        Xid xid = xa.sendInBranch("1", "2");

        resource.commit(xid, true);

        assertThat(nextTexts(xa.outside().createConsumer(queue), 2)).containsExactly("1", "2");
        assertRefused(XAException.XAER_NOTA, () -> resource.rollback(xid));
    }

    @Test
    void rollingBackDeliversAgainAndSendsNothing() throws Exception {
        Queue out = xa.outside().createQueue(Messages.newName());
        send(xa.outside(), queue, "1", "2");
        MessageConsumer consumer = session.createConsumer(queue);
        Xid xid = newXid();
        resource.start(xid, XAResource.TMNOFLAGS);
        next(consumer);
        send(session, out, "never");
        resource.end(xid, XAResource.TMSUCCESS);

        resource.rollback(xid);

        assertThat(nextCounts(consumer, 2)).containsExactly("1 x 2", "2 x 1");
        send(xa.outside(), out, "marker");
        assertThat(nextTexts(xa.outside().createConsumer(out), 1)).containsExactly("marker");
    }

    @Test
    void aPreparedBranchThatIsRolledBackDeliversAgain() throws Exception {
        send(xa.outside(), queue, "1");
        Xid xid = newXid();
        resource.start(xid, XAResource.TMNOFLAGS);
        MessageConsumer consumer = session.createConsumer(queue);
        next(consumer);
        resource.end(xid, XAResource.TMSUCCESS);
        resource.prepare(xid);
        consumer.close();

        resource.rollback(xid);

        assertThat(nextCounts(xa.outside().createConsumer(queue), 1)).containsExactly("1 x 2");
    }

    @Test
    void aPreparedBranchOutlivesItsConnection() throws Exception {
        Xid xid = xa.sendInBranch("1");
        resource.prepare(xid);
        xa.connection().close();

        try (XaFixture later = new XaFixture(directory)) {
            assertThat(isAmong(xid, later.resource().recover(XAResource.TMSTARTRSCAN)))
                    .isTrue();
            later.resource().commit(xid, false);

            assertThat(nextTexts(later.outside().createConsumer(queue), 1)).containsExactly("1");
        }
    }

    @Test
    void twoBranchesOfOneSessionStayApart() throws Exception {
        send(xa.outside(), queue, "1", "2", "3");
        MessageConsumer consumer = session.createConsumer(queue);
        Queue out = xa.outside().createQueue(Messages.newName());
        Xid one = newXid();
        Xid other = newXid();
        resource.start(one, XAResource.TMNOFLAGS);
        send(session, out, "of one: " + next(consumer).getBody(String.class));
        resource.end(one, XAResource.TMSUSPEND);
        resource.start(other, XAResource.TMNOFLAGS);
        send(session, out, "of the other: " + next(consumer).getBody(String.class));
        resource.end(other, XAResource.TMSUSPEND);
        resource.start(one, XAResource.TMRESUME);
        send(session, out, "of one: " + next(consumer).getBody(String.class));
        resource.end(one, XAResource.TMSUCCESS);
        resource.end(other, XAResource.TMSUCCESS);

        resource.commit(one, true);
        resource.rollback(other);

        assertThat(nextTexts(xa.outside().createConsumer(out), 2)).containsExactly("of one: 1", "of one: 3");
        assertThat(nextCounts(consumer, 1)).containsExactly("2 x 2");
        consumer.close();
        assertNothingIsLeft();
    }

    @Test
    void severalSessionsOfAConnectionWorkInOneBranch() throws Exception {
        XASession second = xa.connection().createXASession();
        assertThat(resource.isSameRM(second.getXAResource())).isTrue();
        Xid xid = newXid();
        resource.start(xid, XAResource.TMNOFLAGS);
        send(session, queue, "1");
        second.getXAResource().start(xid, XAResource.TMJOIN);
        send(second, queue, "2");
        resource.end(xid, XAResource.TMSUCCESS);
        assertRefused(XAException.XAER_PROTO, () -> resource.prepare(xid));
        second.getXAResource().end(xid, XAResource.TMSUCCESS);
        second.close();

        resource.commit(xid, true);

        assertThat(nextTexts(xa.outside().createConsumer(queue), 2)).containsExactly("1", "2");
    }

    @Test
    void outsideOfBranchesEachMessageIsForItself() throws Exception {
        send(session, queue, "1");
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(nextTexts(consumer, 1)).containsExactly("1");
        session.close();

        assertNothingIsLeft();
    }

    @Test
    void whatWasReceivedIsTheBranchsAfterTheSessionIsClosed() throws Exception {
        send(xa.outside(), queue, "1");
        Xid xid = newXid();
        resource.start(xid, XAResource.TMNOFLAGS);
        next(session.createConsumer(queue));
        resource.end(xid, XAResource.TMSUCCESS);
        session.close();

        resource.commit(xid, true);

        assertNothingIsLeft();
    }

    @Test
    void aSessionThatIsClosedInTheMidstLeavesABranchThatCanOnlyBeRolledBack() throws Exception {
        send(xa.outside(), queue, "1");
        Xid xid = newXid();
        resource.start(xid, XAResource.TMNOFLAGS);
        next(session.createConsumer(queue));
        session.close();

        assertRefused(XAException.XA_RBROLLBACK, () -> resource.prepare(xid));

        assertThat(nextCounts(xa.outside().createConsumer(queue), 1)).containsExactly("1 x 2");
    }

    @Test
    void aBranchThatWasPreparedByAnotherConnectionIsNotPreparedAgain() throws Exception {
        Xid xid = xa.sendInBranch("1");
        resource.prepare(xid);
        try (XaFixture other = new XaFixture(directory)) {
            other.resource().start(xid, XAResource.TMNOFLAGS);
            send(other.session(), queue, "2");
            other.resource().end(xid, XAResource.TMSUCCESS);

            assertRefused(XAException.XA_RBPROTO, () -> other.resource().prepare(xid));
        }
        resource.commit(xid, false);
        send(xa.outside(), queue, "marker");

        assertThat(nextTexts(xa.outside().createConsumer(queue), 2)).containsExactly("1", "marker");
    }
}
