package io.replaymq.tck.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.assertion.Needs;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Looking at the messages of a queue. */
@Needs(Feature.BROWSERS)
class BrowserTest extends AssertionSuite {
    private static List<String> texts(QueueBrowser browser) throws JMSException {
        List<String> texts = new ArrayList<>();
        Enumeration<?> messages = browser.getEnumeration();
        while (messages.hasMoreElements()) {
            texts.add(((Message) messages.nextElement()).getBody(String.class));
        }
        return texts;
    }

    @Test
    @AcrossRestart
    @Assertion("4.1.6")
    void allMessagesAreShownInOrder() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2", "3");
        restartHere();

        assertThat(texts(session().createBrowser(queue))).containsExactly("1", "2", "3");
    }

    @Test
    @Assertion("4.1.6")
    void manyMessagesAreShown() throws JMSException {
        Queue queue = newQueue();
        String[] texts = IntStream.range(0, 500).mapToObj(String::valueOf).toArray(String[]::new);
        send(queue, texts);

        assertThat(texts(session().createBrowser(queue))).containsExactly(texts);
    }

    @Test
    @Assertion("4.1.6")
    void messagesThatWereShownAreStillThere() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2");
        texts(session().createBrowser(queue));

        var consumer = session().createConsumer(queue);
        Message one = next(consumer);

        assertThat(one.getBody(String.class)).isEqualTo("1");
        assertThat(one.getJMSRedelivered()).isFalse();
        assertThat(nextText(consumer)).isEqualTo("2");
    }

    @Test
    @Assertion("4.1.6")
    void anEmptyQueueShowsNothing() throws JMSException {
        assertThat(session().createBrowser(newQueue()).getEnumeration().hasMoreElements())
                .isFalse();
    }

    @Test
    @Assertion("4.1.6")
    void whatWasConsumedIsNotShown() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1", "2");
        var client = session(Session.CLIENT_ACKNOWLEDGE);
        next(client.createConsumer(queue)).acknowledge();
        client.close();

        assertThat(texts(session().createBrowser(queue))).containsExactly("2");
    }

    @Test
    @Assertion("4.1.6")
    void anotherEnumerationShowsWhatCameMeanwhile() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        QueueBrowser browser = session().createBrowser(queue);
        assertThat(texts(browser)).containsExactly("1");

        send(queue, "2");

        assertThat(texts(browser)).containsExactly("1", "2");
    }

    @Test
    @Assertion(value = "4.1.6", needs = Feature.SELECTORS)
    void onlyWhatTheSelectorMatchesIsShown() throws JMSException {
        Queue queue = newQueue();
        for (int n = 0; n < 4; n++) {
            Message message = session().createTextMessage(String.valueOf(n));
            message.setIntProperty("n", n);
            session().createProducer(queue).send(message);
        }

        QueueBrowser browser = session().createBrowser(queue, "n >= 2");

        assertThat(texts(browser)).containsExactly("2", "3");
        assertThat(browser.getMessageSelector()).isEqualTo("n >= 2");
    }

    @Test
    @Assertion("4.1.6")
    void aBrowserKnowsItsQueue() throws JMSException {
        Queue queue = newQueue();
        QueueBrowser browser = session().createBrowser(queue);

        assertThat(browser.getQueue()).isEqualTo(queue);
        assertThat(browser.getMessageSelector()).isNull();
    }

    @Test
    @Assertion("4.1.6")
    void messagesAreShownWithTheirFieldsAndProperties() throws JMSException {
        Queue queue = newQueue();
        Message message = session().createTextMessage("1");
        message.setJMSCorrelationID("c");
        message.setIntProperty("p", 1);
        session().createProducer(queue).send(message);

        Message shown =
                (Message) session().createBrowser(queue).getEnumeration().nextElement();

        assertThat(shown.getJMSMessageID()).isEqualTo(message.getJMSMessageID());
        assertThat(shown.getJMSCorrelationID()).isEqualTo("c");
        assertThat(shown.getIntProperty("p")).isEqualTo(1);
    }

    @Test
    @Assertion("6.1.4")
    void aStoppedConnectionShowsNothingOrEverything() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");

        List<String> shown = texts(openConnection().createSession().createBrowser(queue));

        assertThat(shown).isIn(List.of(), List.of("1"));
    }

    @Test
    @Assertion(value = "10.3", needs = Feature.SELECTORS)
    void aSelectorThatIsNoneIsRefused() throws JMSException {
        Queue queue = newQueue();

        assertThatThrownBy(() -> session().createBrowser(queue, "n >")).isInstanceOf(InvalidSelectorException.class);
    }

    @Test
    @Assertion("10.3")
    void aBrowserOfNothingIsRefused() throws JMSException {
        assertThatThrownBy(() -> session().createBrowser(null)).isInstanceOf(InvalidDestinationException.class);
    }

    @Test
    @Assertion(value = "6.2.15", referenceDiffers = "goes on with a closed browser")
    void aClosedBrowserRefusesToWork() throws JMSException {
        QueueBrowser closed = session().createBrowser(newQueue());
        closed.close();
        closed.close();

        assertThatThrownBy(closed::getEnumeration).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("6.2.15")
    void browsersAreClosedWithTheirSession() throws JMSException {
        var own = session(Session.AUTO_ACKNOWLEDGE);
        QueueBrowser browser = own.createBrowser(newQueue());
        own.close();

        assertThatThrownBy(browser::getEnumeration).isInstanceOf(IllegalStateException.class);
    }
}
