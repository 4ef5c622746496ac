package io.replaymq.tck.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.assertion.Needs;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import org.junit.jupiter.api.Test;

/** Contexts whose work is done all or nothing. */
@Needs(Feature.TRANSACTIONS)
class TransactedContextTest extends TransactionSuite {
    private JMSContext context() {
        return closing(factory().createContext(JMSContext.SESSION_TRANSACTED));
    }

    @Test
    @Assertion("6.2.7")
    void aTransactedContextSaysSo() {
        assertThat(context().getTransacted()).isTrue();
        assertThat(context().getSessionMode()).isEqualTo(JMSContext.SESSION_TRANSACTED);
    }

    @Test
    @Assertion("6.2.7")
    void whatAContextReceivesAndSendsIsOneUnit() throws JMSException {
        Queue in = newQueue();
        Queue out = newQueue();
        send(in, "1");
        JMSContext context = context();
        JMSConsumer consumer = context.createConsumer(in);
        context.createProducer().send(out, "first " + consumer.receiveBody(String.class, SOON_MS));
        context.rollback();
        context.createProducer().send(out, "second " + consumer.receiveBody(String.class, SOON_MS));
        context.commit();
        context.close();

        assertThat(nextText(session().createConsumer(out))).isEqualTo("second 1");
        assertNothingIsLeftIn(in);
    }

    @Test
    @Assertion("6.2.15")
    void closingAContextRollsBack() throws JMSException {
        Queue in = newQueue();
        Queue out = newQueue();
        send(in, "1");
        try (JMSContext context = factory().createContext(JMSContext.SESSION_TRANSACTED)) {
            context.createConsumer(in).receiveBody(String.class, SOON_MS);
            context.createProducer().send(out, "lost");
        }

        assertThat(nextText(session().createConsumer(in))).isEqualTo("1");
        assertNothingIsLeftIn(out);
    }

    @Test
    @Assertion("6.2.10")
    void aTransactedContextIsNotRecoveredByHand() {
        JMSContext context = context();

        assertThatThrownBy(context::recover).isInstanceOf(IllegalStateRuntimeException.class);
    }

    @Test
    @Assertion("6.2.10")
    void acknowledgingATransactedContextIsIgnored() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        JMSContext context = context();
        JMSConsumer consumer = context.createConsumer(queue);
        consumer.receiveBody(String.class, SOON_MS);
        context.acknowledge();
        context.rollback();

        assertThat(consumer.receiveBody(String.class, SOON_MS)).isEqualTo("1");
    }

    @Test
    @Assertion("6.2.7")
    void contextsOfAConnectionHaveTransactionsOfTheirOwn() throws JMSException {
        Queue queue = newQueue();
        JMSContext one = context();
        JMSContext other = closing(one.createContext(JMSContext.SESSION_TRANSACTED));
        one.createProducer().send(queue, "one");
        other.createProducer().send(queue, "other");
        one.rollback();
        other.commit();

        MessageConsumer consumer = session().createConsumer(queue);
        assertThat(nextText(consumer)).isEqualTo("other");
        assertNothingWaitsFor(consumer, queue);
    }
}
