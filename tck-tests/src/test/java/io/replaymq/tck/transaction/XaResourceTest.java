package io.replaymq.tck.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.assertion.Needs;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;

/** What a transaction manager does with the resource of a session, as the X/Open specification that 11.3.5 refers to has it. */
@Needs({Feature.TRANSACTIONS, Feature.DISTRIBUTED_TRANSACTIONS})
class XaResourceTest extends XaSuite {
    @Test
    @AcrossRestart
    @Assertion("11.3.5")
    void whatIsSentIsThereAfterTheCommit() throws Exception {
        Queue queue = newQueue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchXid xid = sent(session, queue, "1", "2");
        restartHere();

        assertThat(resource.prepare(xid)).isEqualTo(XAResource.XA_OK);
        restartHere();
        resource.commit(xid, false);
        restartHere();

        assertThat(nextTexts(session().createConsumer(queue), 2)).containsExactly("1", "2");
    }

    @Test
    @AcrossRestart
    @Assertion("11.3.5")
    void oneBranchIsCommittedInOnePhase() throws Exception {
        Queue queue = newQueue();
        XASession session = xaSession();
        BranchXid xid = sent(session, queue, "1");
        restartHere();

        session.getXAResource().commit(xid, true);

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("11.3.5")
    void whatIsPreparedIsNotThereBeforeTheCommit() throws Exception {
        Queue queue = newQueue();
        XASession session = xaSession();
        MessageConsumer consumer = session().createConsumer(queue);
        BranchXid xid = sent(session, queue, "prepared");
        session.getXAResource().prepare(xid);

        assertNothingWaitsFor(consumer, queue);
        session.getXAResource().commit(xid, false);
        assertThat(nextText(consumer)).isEqualTo("prepared");
    }

    @Test
    @AcrossRestart
    @Assertion("11.3.5")
    void whatIsPreparedIsGoneAfterTheRollback() throws Exception {
        Queue queue = newQueue();
        XASession session = xaSession();
        BranchXid xid = sent(session, queue, "lost");
        session.getXAResource().prepare(xid);
        restartHere();
        session.getXAResource().rollback(xid);

        assertNothingIsLeftIn(queue);
    }

    @Test
    @Assertion("11.3.5")
    void whatIsNotPreparedIsGoneAfterTheRollback() throws Exception {
        Queue queue = newQueue();
        XASession session = xaSession();
        session.getXAResource().rollback(sent(session, queue, "lost"));

        assertNothingIsLeftIn(queue);
    }

    @Test
    @AcrossRestart
    @Assertion("11.3.5")
    void whatIsReceivedIsGoneAfterTheCommit() throws Exception {
        Queue queue = newQueue();
        send(queue, "1", "2");
        XASession session = xaSession();
        BranchXid xid = received(session, queue, "1", "2");
        session.getXAResource().prepare(xid);
        restartHere();
        session.getXAResource().commit(xid, false);
        session.close();

        assertNothingIsLeftIn(queue);
    }

    @Test
    @AcrossRestart
    @Assertion("11.3.5")
    void whatIsReceivedComesAgainAfterTheRollback() throws Exception {
        Queue queue = newQueue();
        send(queue, "1");
        XASession session = xaSession();
        BranchXid xid = received(session, queue, "1");
        session.getXAResource().prepare(xid);
        restartHere();
        session.getXAResource().rollback(xid);
        session.close();

        assertFlagged(queue, "1");
    }

    @Test
    @Assertion("11.3.5")
    void whatIsReceivedInAPreparedBranchIsNotDelivered() throws Exception {
        Queue queue = newQueue();
        send(queue, "1");
        XAConnection connection = xaConnection();
        XASession session = connection.createXASession();
        BranchXid xid = received(session, queue, "1");
        session.getXAResource().prepare(xid);
        connection.close();

        assertNothingWaitsFor(session().createConsumer(queue), queue);
        xaSession().getXAResource().commit(xid, false);
    }

    @Test
    @AcrossRestart
    @Assertion("11.3.5")
    void aPreparedBranchOutlivesItsConnection() throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        send(in, "1");
        XAConnection connection = xaConnection();
        XASession session = connection.createXASession();
        XAResource resource = session.getXAResource();
        BranchXid xid = newXid();
        resource.start(xid, XAResource.TMNOFLAGS);
        sendIn(session.getSession(), out, "answer to " + nextText(session.createConsumer(in)));
        resource.end(xid, XAResource.TMSUCCESS);
        resource.prepare(xid);
        connection.close();
        restartHere();

        XAResource other = xaSession().getXAResource();
        assertThat(recovered(other, xid)).containsExactly(xid);
        other.commit(xid, false);
        assertThat(recovered(other, xid)).isEmpty();
        assertThat(nextText(session().createConsumer(out))).isEqualTo("answer to 1");
        assertNothingIsLeftIn(in);
    }

    @Test
    @Assertion("11.3.5")
    void onlyWhatIsPreparedIsRecovered() throws Exception {
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchXid ended = sent(session, newQueue(), "1");
        BranchXid prepared = sent(session, newQueue(), "2");
        resource.prepare(prepared);

        assertThat(recovered(resource, ended, prepared)).containsExactly(prepared);
        resource.rollback(ended);
        resource.rollback(prepared);
        assertThat(recovered(resource, ended, prepared)).isEmpty();
    }

    @Test
    @Assertion("11.3.5")
    void aScanThatGoesOnHasNothingMore() throws Exception {
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchXid prepared = sent(session, newQueue(), "1");
        resource.prepare(prepared);

        assertThat(resource.recover(XAResource.TMSTARTRSCAN)).isNotEmpty();
        assertThat(resource.recover(XAResource.TMNOFLAGS)).isEmpty();
        assertThat(resource.recover(XAResource.TMENDRSCAN)).isEmpty();
        resource.rollback(prepared);
    }

    @Test
    @Assertion("11.3.5")
    void aSessionWorksOnBranchesInTurn() throws Exception {
        Queue queue = newQueue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchXid one = sent(session, queue, "one");
        BranchXid other = sent(session, queue, "other");
        resource.rollback(one);
        resource.commit(other, true);

        MessageConsumer consumer = session().createConsumer(queue);
        assertThat(nextText(consumer)).isEqualTo("other");
        assertNothingWaitsFor(consumer, queue);
    }

    @Test
    @Assertion("11.3.5")
    void aBranchIsSuspendedAndResumed() throws Exception {
        Queue queue = newQueue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchXid one = newXid();
        resource.start(one, XAResource.TMNOFLAGS);
        sendIn(session.getSession(), queue, "1");
        resource.end(one, XAResource.TMSUSPEND);
        BranchXid other = sent(session, queue, "lost");
        resource.start(one, XAResource.TMRESUME);
        sendIn(session.getSession(), queue, "2");
        resource.end(one, XAResource.TMSUCCESS);
        resource.rollback(other);
        resource.commit(one, true);

        MessageConsumer consumer = session().createConsumer(queue);
        assertThat(nextTexts(consumer, 2)).containsExactly("1", "2");
        assertNothingWaitsFor(consumer, queue);
    }

    @Test
    @Assertion("11.3.5")
    void aSessionJoinsABranchOfItsConnection() throws Exception {
        Queue queue = newQueue();
        XAConnection connection = xaConnection();
        XASession one = connection.createXASession();
        XASession other = connection.createXASession();
        assertThat(one.getXAResource().isSameRM(other.getXAResource())).isTrue();
        BranchXid xid = sent(one, queue, "1");
        other.getXAResource().start(xid, XAResource.TMJOIN);
        sendIn(other.getSession(), queue, "2");
        other.getXAResource().end(xid, XAResource.TMSUCCESS);
        one.getXAResource().commit(xid, true);

        assertThat(nextTexts(session().createConsumer(queue), 2)).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    @Assertion("11.3.5")
    void aBranchThatFailedIsOnlyRolledBack() throws Exception {
        Queue queue = newQueue();
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchXid xid = newXid();
        resource.start(xid, XAResource.TMNOFLAGS);
        sendIn(session.getSession(), queue, "lost");
        resource.end(xid, XAResource.TMFAIL);
        resource.rollback(xid);

        assertNothingIsLeftIn(queue);
    }

    @Test
    @Assertion("11.3.5")
    void aBranchWithoutWorkIsPrepared() throws Exception {
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchXid xid = sent(session, newQueue());
        int vote = resource.prepare(xid);

        assertThat(vote).isIn(XAResource.XA_OK, XAResource.XA_RDONLY);
        if (vote == XAResource.XA_OK) {
            resource.commit(xid, false);
        }
    }

    @Test
    @Assertion("6.2.15")
    void whatAClosedSessionDidIsDecidedLater() throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        send(in, "1");
        XAConnection connection = xaConnection();
        XASession session = connection.createXASession();
        XAResource resource = session.getXAResource();
        BranchXid xid = newXid();
        resource.start(xid, XAResource.TMNOFLAGS);
        sendIn(session.getSession(), out, "answer to " + nextText(session.createConsumer(in)));
        resource.end(xid, XAResource.TMSUCCESS);
        session.close();

        XAResource other = connection.createXASession().getXAResource();
        other.prepare(xid);
        other.commit(xid, false);
        assertThat(nextText(session().createConsumer(out))).isEqualTo("answer to 1");
        assertNothingIsLeftIn(in);
    }

    @Test
    @Assertion("11.3.5")
    void aBranchThatIsNotKnownIsRefused() throws Exception {
        XAResource resource = xaSession().getXAResource();

        assertThat(refusal(() -> resource.prepare(newXid()))).isEqualTo(XAException.XAER_NOTA);
        assertThat(refusal(() -> resource.commit(newXid(), false))).isEqualTo(XAException.XAER_NOTA);
        assertThat(refusal(() -> resource.commit(newXid(), true))).isEqualTo(XAException.XAER_NOTA);
        assertThat(refusal(() -> resource.rollback(newXid()))).isEqualTo(XAException.XAER_NOTA);
        assertThat(refusal(() -> resource.forget(newXid()))).isEqualTo(XAException.XAER_NOTA);
        assertThat(refusal(() -> resource.start(newXid(), XAResource.TMJOIN))).isEqualTo(XAException.XAER_NOTA);
    }

    @Test
    @Assertion("11.3.5")
    void aBranchBeginsOnce() throws Exception {
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchXid xid = sent(session, newQueue(), "1");

        assertThat(refusal(() -> resource.start(xid, XAResource.TMNOFLAGS))).isEqualTo(XAException.XAER_DUPID);
    }

    @Test
    @Assertion(
            value = "11.3.5",
            openDefect =
                    "a branch that another connection has prepared is refused when it is prepared, not when it begins")
    void aPreparedBranchIsNotBegunAgain() throws Exception {
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchXid xid = sent(session, newQueue(), "1");
        resource.prepare(xid);

        assertThat(refusal(() -> xaSession().getXAResource().start(xid, XAResource.TMNOFLAGS)))
                .isEqualTo(XAException.XAER_DUPID);
        resource.rollback(xid);
    }

    @Test
    @Assertion(value = "11.3.5", referenceDiffers = "refuses with another code")
    void whatIsNotPreparedIsNotCommittedInTwoPhases() throws Exception {
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchXid xid = sent(session, newQueue(), "1");

        assertThat(refusal(() -> resource.commit(xid, false))).isEqualTo(XAException.XAER_PROTO);
        resource.rollback(xid);
    }

    @Test
    @Assertion(value = "11.3.5", referenceDiffers = "refuses with another code")
    void whatIsPreparedIsNotCommittedInOnePhase() throws Exception {
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchXid xid = sent(session, newQueue(), "1");
        resource.prepare(xid);

        assertThat(refusal(() -> resource.commit(xid, true))).isEqualTo(XAException.XAER_PROTO);
        resource.rollback(xid);
    }

    @Test
    @Assertion("11.3.5")
    void aResourceIsTheSameAsItself() throws Exception {
        XAResource resource = xaSession().getXAResource();

        assertThat(resource.isSameRM(resource)).isTrue();
    }

    @Test
    @Assertion(value = "11.3.5", referenceDiffers = "takes a timeout and tells another one")
    void theTransactionTimeoutCanBeAskedFor() throws Exception {
        XAResource resource = xaSession().getXAResource();

        if (resource.setTransactionTimeout(77)) {
            assertThat(resource.getTransactionTimeout()).isEqualTo(77);
        }
        assertThat(resource.setTransactionTimeout(0)).isIn(true, false);
    }

    @Test
    @Assertion("11.3.3")
    void receivingAndSendingIsOneUnit() throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        send(in, "1");
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        MessageConsumer consumer = session.createConsumer(in);
        for (String attempt : new String[] {"first", "second"}) {
            BranchXid xid = newXid();
            resource.start(xid, XAResource.TMNOFLAGS);
            sendIn(session.getSession(), out, attempt + " answer to " + nextText(consumer));
            resource.end(xid, XAResource.TMSUCCESS);
            if (attempt.equals("first")) {
                resource.rollback(xid);
            } else {
                resource.commit(xid, true);
            }
        }
        session.close();

        assertThat(nextText(session().createConsumer(out))).isEqualTo("second answer to 1");
        assertNothingIsLeftIn(in);
    }

    @Test
    @Assertion("11.3.5")
    void whatAClosedConsumerReceivedStaysInTheBranch() throws Exception {
        Queue queue = newQueue();
        send(queue, "1");
        XASession session = xaSession();
        XAResource resource = session.getXAResource();
        BranchXid xid = newXid();
        resource.start(xid, XAResource.TMNOFLAGS);
        MessageConsumer consumer = session.createConsumer(queue);
        nextText(consumer);
        consumer.close();
        resource.end(xid, XAResource.TMSUCCESS);
        resource.prepare(xid);
        resource.commit(xid, false);

        assertNothingIsLeftIn(queue);
    }
}
