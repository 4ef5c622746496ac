package io.replaymq.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.server.history.Violation.Kind;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plants each violation in a history that is right otherwise. */
class HistoryCheckerTest {
    private static final int MESSAGES = 100;

    private final History history = new History();
    private final Sent[] producers = {history.producer("queue"), history.producer("queue")};
    private final History.Subscription queue = history.subscription("queue", "queue");
    private final Received one = queue.consumer("one");
    private final Received other = queue.consumer("other");

    @BeforeEach
    void sendAHundredMessagesFromEachOfTwoProducers() {
        for (int i = 0; i < MESSAGES; i++) {
            for (Sent each : producers) {
                each.confirm(each.attempt());
            }
        }
    }

    @Test
    void findsNothingWrongWithEachMessageReceivedOnceByEitherConsumer() {
        receiveAllBut(-1);

        assertThat(HistoryChecker.check(history)).isEmpty();
    }

    @Test
    void findsTheFirstMessageThatIsLost() {
        receiveAllBut(41);

        assertThat(HistoryChecker.check(history))
                .containsExactly(new Violation(Kind.LOST, 1, "queue: producer 0 number 41 of 100"));
    }

    @Test
    void findsAMessageThatTheSameConsumerReceivedTwice() {
        receiveAllBut(-1);
        one.add(0, 98);
        one.add(0, 98);

        assertThat(HistoryChecker.check(history))
                .containsExactly(new Violation(
                        Kind.DUPLICATED,
                        2,
                        "queue: producer 0 number 98 at consumer one, its message 100, first producer 0 number 98 at consumer"
                                + " one, its message 98"));
    }

    @Test
    void findsAMessageThatTwoConsumersReceived() {
        receiveAllBut(-1);
        one.add(0, 99);

        assertThat(HistoryChecker.check(history)).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Kind.DUPLICATED);
            assertThat(found.witness())
                    .contains("number 99 at consumer other")
                    .contains("number 99 at consumer one, its message 100");
        });
    }

    @Test
    void findsAMessageReceivedBehindALaterOneOfItsProducer() {
        receiveAllBut(41);
        one.add(0, 41);

        assertThat(HistoryChecker.check(history)).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Kind.REORDERED);
            assertThat(found.witness()).contains("number 41 at consumer one").contains("behind number 98");
        });
    }

    @Test
    void acceptsThatCompetingConsumersInterleave() {
        for (int i = 0; i < MESSAGES; i++) {
            (i < 50 ? other : one).add(0, i);
            one.add(1, i);
        }

        assertThat(HistoryChecker.check(history)).isEmpty();
    }

    @Test
    void findsAMessageThatNobodySent() {
        receiveAllBut(-1);
        one.add(0, MESSAGES);
        other.add(7, 0);

        assertThat(HistoryChecker.check(history)).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(Kind.PHANTOM);
            assertThat(found.count()).isEqualTo(2);
            assertThat(found.witness()).contains("producer 0 number 100 at consumer one");
        });
    }

    @Test
    void acceptsAnUnconfirmedMessageOnceOrNotAtAllButNotTwice() {
        receiveAllBut(-1);
        int received = producers[0].attempt();
        producers[1].attempt();
        one.add(0, received);

        assertThat(HistoryChecker.check(history)).isEmpty();

        other.add(0, received);
        assertThat(HistoryChecker.check(history)).singleElement().satisfies(found -> assertThat(found.kind())
                .isEqualTo(Kind.DUPLICATED));
    }

    @Test
    void expectsEverySubscriptionOfATopicToReceiveEverything() {
        receiveAllBut(-1);
        Received copy = history.subscription("archive", "queue").consumer("three");
        for (int i = 0; i < MESSAGES - 1; i++) {
            copy.add(0, i);
            copy.add(1, i);
        }

        List<Violation> found = HistoryChecker.check(history);

        assertThat(found).containsExactly(new Violation(Kind.LOST, 2, "archive: producer 0 number 99 of 100"));
    }

    @Test
    void checksTwoMillionEventsWithoutGettingSlow() {
        Sent sent = history.producer("big");
        Received received = history.subscription("big", "big").consumer("big");
        for (int i = 0; i < 2_000_000; i++) {
            sent.confirm(sent.attempt());
            received.add(0, i);
        }
        receiveAllBut(-1);

        assertThat(HistoryChecker.check(history)).isEmpty();
    }

    private void receiveAllBut(int number) {
        for (int i = 0; i < MESSAGES; i++) {
            if (i != number) {
                (i % 2 == 0 ? one : other).add(0, i);
            }
            (i % 2 == 0 ? other : one).add(1, i);
        }
    }
}
