package io.replaymq.jms.transaction;

import static io.replaymq.jms.transaction.XaFixture.assertRefused;
import static io.replaymq.jms.transaction.XaFixture.newXid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.jms.JmsXaConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XASession;
import java.nio.file.Path;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What transaction managers must not do, and are told. X/Open XA, chapter 5. */
final class XaProtocolTest {
    private static final int NO_SUCH_FLAG = 1;

    @TempDir
    static Path directory;

    private XaFixture xa;
    private XAResource resource;

    @BeforeEach
    void open() throws JMSException {
        xa = new XaFixture(directory);
        resource = xa.resource();
    }

    @AfterEach
    void close() throws JMSException {
        xa.close();
    }

    @Test
    void flagsAndNamesAreChecked() {
        Xid xid = newXid();

        assertRefused(XAException.XAER_INVAL, () -> resource.start(xid, NO_SUCH_FLAG));
        assertRefused(XAException.XAER_INVAL, () -> resource.start(null, XAResource.TMNOFLAGS));
        assertRefused(XAException.XAER_INVAL, () -> resource.end(xid, XAResource.TMNOFLAGS));
        assertRefused(XAException.XAER_INVAL, () -> resource.prepare(null));
        assertRefused(XAException.XAER_INVAL, () -> resource.recover(XAResource.TMSUCCESS));
        assertRefused(XAException.XAER_INVAL, () -> resource.setTransactionTimeout(-1));
    }

    @Test
    void whatIsNotKnownIsSaidToBeNone() {
        Xid unknown = newXid();

        assertRefused(XAException.XAER_NOTA, () -> resource.start(unknown, XAResource.TMJOIN));
        assertRefused(XAException.XAER_NOTA, () -> resource.start(unknown, XAResource.TMRESUME));
        assertRefused(XAException.XAER_NOTA, () -> resource.end(unknown, XAResource.TMSUCCESS));
        assertRefused(XAException.XAER_NOTA, () -> resource.prepare(unknown));
        assertRefused(XAException.XAER_NOTA, () -> resource.commit(unknown, true));
        assertRefused(XAException.XAER_NOTA, () -> resource.commit(unknown, false));
        assertRefused(XAException.XAER_NOTA, () -> resource.rollback(unknown));
        assertRefused(XAException.XAER_NOTA, () -> resource.forget(unknown));
    }

    @Test
    void whatIsInTheMidstIsNotEnded() throws Exception {
        Xid xid = newXid();
        resource.start(xid, XAResource.TMNOFLAGS);

        assertRefused(XAException.XAER_PROTO, () -> resource.start(newXid(), XAResource.TMNOFLAGS));
        assertRefused(XAException.XAER_PROTO, () -> resource.prepare(xid));
        assertRefused(XAException.XAER_PROTO, () -> resource.commit(xid, true));
        assertRefused(XAException.XAER_PROTO, () -> resource.commit(xid, false));
        assertRefused(XAException.XAER_PROTO, () -> resource.rollback(xid));
        assertRefused(XAException.XAER_PROTO, () -> resource.forget(xid));
        resource.end(xid, XAResource.TMSUSPEND);
        assertRefused(XAException.XAER_PROTO, () -> resource.prepare(xid));
        assertRefused(XAException.XAER_PROTO, () -> resource.end(xid, XAResource.TMSUSPEND));
        resource.end(xid, XAResource.TMSUCCESS);
        assertRefused(XAException.XAER_DUPID, () -> resource.start(xid, XAResource.TMNOFLAGS));
        assertRefused(XAException.XAER_PROTO, () -> resource.start(xid, XAResource.TMRESUME));
        assertRefused(XAException.XAER_PROTO, () -> resource.end(xid, XAResource.TMSUCCESS));
        assertRefused(XAException.XAER_PROTO, () -> resource.commit(xid, false));
        assertThat(resource.prepare(xid)).as("nothing was done").isEqualTo(XAResource.XA_RDONLY);
        assertRefused(XAException.XAER_NOTA, () -> resource.commit(xid, false));
    }

    @Test
    void whatIsPreparedIsNeitherPreparedNorCommittedAtOnce() throws Exception {
        Xid xid = xa.sendInBranch("1");
        assertThat(resource.prepare(xid)).isEqualTo(XAResource.XA_OK);

        assertRefused(XAException.XAER_PROTO, () -> resource.prepare(xid));
        assertRefused(XAException.XAER_PROTO, () -> resource.commit(xid, true));
        assertRefused(XAException.XAER_DUPID, () -> resource.start(xid, XAResource.TMNOFLAGS));
        assertRefused(XAException.XAER_PROTO, () -> resource.start(xid, XAResource.TMJOIN));
        assertRefused(XAException.XAER_NOTA, () -> resource.forget(xid));
        resource.rollback(xid);
        assertRefused(XAException.XAER_NOTA, () -> resource.commit(xid, false));
    }

    @Test
    void whatHasFailedCanOnlyBeRolledBack() throws Exception {
        Xid xid = newXid();
        resource.start(xid, XAResource.TMNOFLAGS);
        Messages.send(xa.session(), xa.queue(), "never");
        resource.end(xid, XAResource.TMFAIL);

        assertRefused(XAException.XA_RBROLLBACK, () -> resource.start(xid, XAResource.TMJOIN));
        assertRefused(XAException.XA_RBROLLBACK, () -> resource.prepare(xid));
        assertRefused(XAException.XAER_NOTA, () -> resource.rollback(xid));
        Messages.send(xa.outside(), xa.queue(), "marker");
        assertThat(Messages.nextTexts(xa.outside().createConsumer(xa.queue()), 1))
                .containsExactly("marker");
    }

    @Test
    void scansBeginWithEverythingAndEnd() throws Exception {
        Xid xid = xa.sendInBranch("1");
        resource.prepare(xid);

        assertRefused(XAException.XAER_INVAL, () -> resource.recover(XAResource.TMNOFLAGS));
        assertRefused(XAException.XAER_INVAL, () -> resource.recover(XAResource.TMENDRSCAN));
        assertThat(resource.recover(XAResource.TMSTARTRSCAN)).contains(xid);
        assertThat(resource.recover(XAResource.TMNOFLAGS)).isEmpty();
        assertThat(resource.recover(XAResource.TMENDRSCAN)).isEmpty();
        assertRefused(XAException.XAER_INVAL, () -> resource.recover(XAResource.TMNOFLAGS));
        resource.rollback(xid);
        assertThat(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN))
                .doesNotContain(xid);
    }

    @Test
    void timeoutsAreKeptAndResourcesToldApart() throws Exception {
        assertThat(resource.getTransactionTimeout()).isZero();
        assertThat(resource.setTransactionTimeout(60)).isTrue();
        assertThat(resource.getTransactionTimeout()).isEqualTo(60);
        assertThat(resource.isSameRM(resource)).isTrue();
        assertThat(resource.isSameRM(null)).isFalse();
        try (XaFixture other = new XaFixture(directory)) {
            assertThat(resource.isSameRM(other.resource())).isFalse();
        }
    }

    @Test
    void theSessionDoesNotEndTransactionsItself() throws JMSException {
        XASession session = xa.session();

        assertThat(session.getTransacted()).isTrue();
        assertThat(session.getAcknowledgeMode()).isEqualTo(Session.SESSION_TRANSACTED);
        assertThat(session.getSession()).isNotNull();
        assertThatThrownBy(session::commit).isInstanceOf(TransactionInProgressException.class);
        assertThatThrownBy(session::rollback).isInstanceOf(TransactionInProgressException.class);
        assertThatThrownBy(session::recover).isInstanceOf(IllegalStateException.class);
        session.close();
        assertRefused(XAException.XAER_RMFAIL, () -> resource.start(newXid(), XAResource.TMNOFLAGS));
    }

    @Test
    void aContextTakesPartToo() throws Exception {
        Xid xid = newXid();
        try (XAJMSContext context =
                JmsXaConnectionFactory.of("replaymq:vm?data=" + directory).createXAContext()) {
            context.getXAResource().start(xid, XAResource.TMNOFLAGS);
            context.createProducer().send(xa.queue(), "1");
            context.getXAResource().end(xid, XAResource.TMSUCCESS);
            context.getXAResource().commit(xid, true);

            assertThat(context.getContext()).isSameAs(context);
            assertThat(context.getTransacted()).isTrue();
            assertThat(context.getSessionMode()).isEqualTo(JMSContext.SESSION_TRANSACTED);
            assertThatThrownBy(context::commit).isInstanceOf(TransactionInProgressRuntimeException.class);
            assertThatThrownBy(context::rollback).isInstanceOf(TransactionInProgressRuntimeException.class);
        }
        assertThat(Messages.nextTexts(xa.outside().createConsumer(xa.queue()), 1))
                .containsExactly("1");
    }
}
