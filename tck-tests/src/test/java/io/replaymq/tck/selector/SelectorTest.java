package io.replaymq.tck.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.assertion.Needs;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The language of selectors. */
@Needs(Feature.SELECTORS)
class SelectorTest extends AssertionSuite {
    private boolean matches(String selector) throws JMSException {
        Matching matching = new Matching(session(), newQueue());
        return matching.matches(selector, matching.sample());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text = 'text'",
                "quoted = 'it''s'",
                "empty = ''",
                "text <> 'other'",
                "percent = '50%'",
                "'a' = 'a'"
            })
    @Assertion("3.8.1.1")
    void stringLiteralsStandInSingleQuotes(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int3 = 3",
                "int3 = +3",
                "-int3 = -3",
                "long4 < 9223372036854775807",
                "int3 = 0x3",
                "int3 = 3L",
                "int3 = 03"
            })
    @Assertion("3.8.1.1")
    void exactNumbersAreWrittenAsInTheLanguage(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double2_5 = 2.5",
                "double2_5 = 25E-1",
                "int3 = 3.",
                "float1_5 = .15e1",
                "double2_5 < 7E3",
                "int3 = 3.0"
            })
    @Assertion("3.8.1.1")
    void approximateNumbersHaveADecimalOrAnExponent(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "yes = TRUE", "no = false", "NOT no", "TRUE", "yes <> no"})
    @Assertion("3.8.1.1")
    void booleansAreConditions(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$dollar = 1", "_under = 1", "Case = 1"})
    @Assertion("3.8.1.1")
    void identifiersBeginAsInTheLanguage(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"case = 1", "CASE = 1", "Text = 'text'"})
    @Assertion("3.8.1.1")
    void identifiersDifferByCase(String selector) throws JMSException {
        assertThat(matches(selector)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int3 = 3 and yes",
                "int3 between 1 and 5",
                "text like 't%' or no",
                "none is null",
                "text in ('text')"
            })
    @Assertion("3.8.1.1")
    void wordsOfTheLanguageAreWrittenInAnyCase(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"int3\t=\n3", " int3 = 3 ", "int3=3", "(int3=3)AND(yes)", "int3 =\f3"})
    @Assertion("3.8.1.1")
    void whitespaceIsThatOfTheLanguage(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int3 > 2",
                "int3 >= 3",
                "int3 < 4",
                "int3 <= 3",
                "int3 <> 4",
                "int3 = 3",
                "byte1 < short2",
                "short2 < long4"
            })
    @Assertion("3.8.1.1")
    void numbersAreCompared(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"int3 = 3.0", "double2_5 > 2", "float1_5 = 1.5", "int3 >= double2_5"})
    @Assertion("3.8.1.1")
    void exactAndApproximateNumbersAreCompared(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits > 1", "digits = 2", "text = 3", "int3 = '3'", "yes = 'true'", "int3 = TRUE"})
    @Assertion("3.8.1.1")
    void valuesOfOtherTypesAreNotEqual(String selector) throws JMSException {
        assertThat(matches(selector)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int3 + 1 = 4",
                "int3 - 1 = 2",
                "int3 * 2 = 6",
                "long4 / 2 = 2",
                "7.0 / 2 = 3.5",
                "1 + 2 * 3 = 7",
                "(1 + 2) * 3 = 9",
                "-int3 + 3 = 0",
                "10 - 4 - 3 = 3",
                "int3 * float1_5 = 4.5"
            })
    @Assertion("3.8.1.1")
    void arithmeticFollowsTheLanguage(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int3 BETWEEN 3 AND 5",
                "int3 BETWEEN 1 AND 3",
                "int3 NOT BETWEEN 4 AND 5",
                "int3 BETWEEN 1 + 1 AND 2 * 2",
                "double2_5 BETWEEN 2 AND int3"
            })
    @Assertion("3.8.1.1")
    void betweenIncludesItsEnds(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"int3 BETWEEN 4 AND 5", "int3 NOT BETWEEN 1 AND 3", "int3 BETWEEN 5 AND 1"})
    @Assertion("3.8.1.1")
    void betweenIsFalseOutside(String selector) throws JMSException {
        assertThat(matches(selector)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text IN ('text')",
                "text IN ('other', 'text')",
                "text NOT IN ('other', 'more')",
                "quoted IN ('it''s')"
            })
    @Assertion("3.8.1.1")
    void inLooksForOneOfSeveral(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text IN ('other')", "text NOT IN ('other', 'text')", "none IN ('x')", "none NOT IN ('x')"})
    @Assertion("3.8.1.1")
    void inIsFalseOrUnknownOtherwise(String selector) throws JMSException {
        assertThat(matches(selector)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text LIKE 'text'",
                "text LIKE 't%t'",
                "text LIKE '%'",
                "text LIKE 't__t'",
                "text LIKE '%ex%'",
                "empty LIKE '%'",
                "text NOT LIKE 't_t'",
                "percent LIKE '50!%' ESCAPE '!'",
                "under LIKE '\\_%' ESCAPE '\\'",
                "lines LIKE 'a%b'",
                "lines LIKE 'a_b'"
            })
    @Assertion("3.8.1.1")
    void likeMatchesPatterns(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text LIKE 't'",
                "text LIKE '_'",
                "text LIKE 'T%'",
                "text NOT LIKE 't%'",
                "text LIKE 't.*'",
                "text LIKE '!%' ESCAPE '!'",
                "empty LIKE '_'",
                "none LIKE '%'",
                "none NOT LIKE '%'"
            })
    @Assertion("3.8.1.1")
    void likeIsFalseOrUnknownOtherwise(String selector) throws JMSException {
        assertThat(matches(selector)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none IS NULL", "text IS NOT NULL", "JMSCorrelationID IS NULL", "no IS NOT NULL"})
    @Assertion("3.8.1.1")
    void whatIsMissingIsNull(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none = 1",
                "none <> 1",
                "none > 1",
                "none + 1 = 1",
                "none BETWEEN 1 AND 2",
                "NOT none = 1",
                "none",
                "NOT none",
                "int3 BETWEEN none AND 5"
            })
    @Assertion("3.8.1.2")
    void whatIsComparedWithNullIsUnknown(String selector) throws JMSException {
        assertThat(matches(selector)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none = 1 AND yes", "none = 1 AND no", "none = 1 AND none = 2", "yes AND none = 1", "no AND no"})
    @Assertion("3.8.1.2")
    void andIsTrueOnlyIfBothAre(String selector) throws JMSException {
        assertThat(matches(selector)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT (none = 1 AND no)", "NOT (no AND none = 1)", "NOT (no AND yes)", "yes AND yes"})
    @Assertion("3.8.1.2")
    void andIsFalseIfOneIs(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none = 1 OR yes", "yes OR none = 1", "no OR yes", "yes OR yes", "NOT (no OR no)"})
    @Assertion("3.8.1.2")
    void orIsTrueIfOneIs(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none = 1 OR no", "no OR none = 1", "NOT (none = 1 OR no)", "none = 1 OR none = 2", "no OR no"})
    @Assertion("3.8.1.2")
    void orIsUnknownOrFalseOtherwise(String selector) throws JMSException {
        assertThat(matches(selector)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes OR no AND no", "NOT no AND yes", "NOT no OR none", "NOT (yes AND no)", "NOT NOT yes"})
    @Assertion("3.8.1.1")
    void notBindsStrongerThanAndStrongerThanOr(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NOT int3 BETWEEN 5 AND 1", "NOT none IS NOT NULL", "NOT text LIKE 'x'", "NOT text IN ('x')"})
    @Assertion(
            value = "3.8.1.1",
            referenceDiffers = "lets NOT bind stronger than BETWEEN and IS NULL; it is a logical operator")
    void notBindsWeakerThanComparisons(String selector) throws JMSException {
        assertThat(matches(selector)).isTrue();
    }

    @Test
    @Assertion(
            value = "3.8.1.1",
            referenceDiffers = "divides whole numbers with a fraction; numeric promotion gives a whole one")
    void wholeNumbersAreDividedWithoutAFraction() throws JMSException {
        assertThat(matches("7 / 2 = 3")).isTrue();
    }

    @Test
    @Assertion(value = "3.8.1.1", referenceDiffers = "does not compare properties of type float and short")
    void floatsAndShortsAreCompared() throws JMSException {
        assertThat(matches("float1_5 < short2")).isTrue();
    }

    @Test
    @Assertion(value = "3.8.1.2", referenceDiffers = "takes two properties that are not there for equal")
    void nullIsNotEqualToNull() throws JMSException {
        assertThat(matches("none = none")).isFalse();
    }

    @Test
    @Assertion("3.8.1.1")
    void headerFieldsAreSelectedBy() throws JMSException {
        Queue queue = newQueue();
        Message message = session().createTextMessage("1");
        message.setJMSType("car");
        message.setJMSCorrelationID("order");
        session().createProducer(queue).send(message, DeliveryMode.PERSISTENT, 7, 0);
        String selector = "JMSType = 'car' AND JMSCorrelationID = 'order' AND JMSPriority = 7 AND JMSMessageID = '"
                + message.getJMSMessageID() + "' AND JMSTimestamp = " + message.getJMSTimestamp();

        assertThat(nextText(session().createConsumer(queue, selector))).isEqualTo("1");
    }

    @Test
    @Assertion("3.8.1.3")
    void theDeliveryModeIsAWord() throws JMSException {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.send(session().createTextMessage("quick"), DeliveryMode.NON_PERSISTENT, 4, 0);
        producer.send(session().createTextMessage("safe"), DeliveryMode.PERSISTENT, 4, 0);

        assertThat(nextText(session().createConsumer(queue, "JMSDeliveryMode = 'PERSISTENT'")))
                .isEqualTo("safe");
        assertThat(nextText(session().createConsumer(queue, "JMSDeliveryMode = 'NON_PERSISTENT'")))
                .isEqualTo("quick");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int3 =",
                "= 3",
                "int3 = 3 AND",
                "(int3 = 3",
                "int3 = 3)",
                "text = 'open",
                "text LIKE 3",
                "int3 BETWEEN 1",
                "text IN ()",
                "text IN 'x'",
                "int3 = 3 int3",
                "NULL = 1",
                "text LIKE 'x' ESCAPE 'two'",
                "int3 == 3",
                "int3 != 3",
                "1st = 1",
                "AND"
            })
    @Assertion("10.3")
    void whatIsNoSelectorIsRefusedAtOnce(String selector) throws JMSException {
        Queue queue = newQueue();

        assertThatThrownBy(() -> session().createConsumer(queue, selector))
                .isInstanceOf(InvalidSelectorException.class);
    }

    @Test
    @Assertion("4.1.2")
    void whatIsNotSelectedStaysInTheQueue() throws JMSException {
        Queue queue = newQueue();
        sendNumbered(queue, 1, 2, 3);

        assertThat(nextText(session().createConsumer(queue, "n = 2"))).isEqualTo("2");

        Session other = session(Session.AUTO_ACKNOWLEDGE);
        assertThat(nextTexts(other.createConsumer(queue), 2)).containsExactly("1", "3");
    }

    @Test
    @AcrossRestart
    @Assertion("4.1.2")
    void selectedMessagesComeInOrder() throws JMSException {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue, "n > 2");
        sendNumbered(queue, 1, 3, 2, 5, 4);
        restartHere();

        assertThat(nextTexts(consumer, 3)).containsExactly("3", "5", "4");
    }

    @Test
    @Assertion("4.1.2")
    void twoConsumersWithSelectorsGetEachItsOwn() throws JMSException {
        Queue queue = newQueue();
        MessageConsumer small = session().createConsumer(queue, "n < 3");
        MessageConsumer large = session().createConsumer(queue, "n >= 3");
        sendNumbered(queue, 3, 1, 4, 2);

        assertThat(nextTexts(small, 2)).containsExactly("1", "2");
        assertThat(nextTexts(large, 2)).containsExactly("3", "4");
    }

    @Test
    @Assertion("8.1")
    void aConsumerTellsItsSelector() throws JMSException {
        assertThat(session().createConsumer(newQueue(), "n = 1").getMessageSelector())
                .isEqualTo("n = 1");
    }

    private void sendNumbered(Queue queue, int... numbers) throws JMSException {
        for (int n : numbers) {
            Message message = session().createTextMessage(String.valueOf(n));
            message.setIntProperty("n", n);
            session().createProducer(queue).send(message);
        }
    }
}
