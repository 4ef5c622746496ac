package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.join;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.TransactionLimits;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a transaction may take, at each limit and one beyond it. */
class TransactionLimitsTest {
    private static final int MEMORY = 64 << 10;
    private static final int MOST = 200 << 10;
    private static final int KIB_OF_CONTENT =
            1_024 - 24 - 4; // with what a message takes besides, as the broker counts it
    private static final TopicPartition SPILLED = new TopicPartition("__spilled", 0);
    private static final TopicPartition ORDERS_LOG = new TopicPartition("queue.orders", 0);

    private final BrokerFixture broker =
            new BrokerFixture(new TransactionLimits(Duration.ofMinutes(1), MEMORY, MOST, 2, 3));
    private final BrokerLink link = broker.link();
    private final TestTransactions transactions = TestTransactions.open(link);

    @AfterEach
    void close() {
        broker.close();
    }

    private static String kib(int number) {
        String text = String.valueOf(number);
        return text + "x".repeat(KIB_OF_CONTENT - text.length());
    }

    private List<Integer> stored(TopicPartition partition) {
        return broker.log().records(partition, 0).stream()
                .map(each -> US_ASCII.decode(each.content().value()).toString())
                .map(each -> Integer.valueOf(each.substring(0, each.indexOf('x'))))
                .toList();
    }

    private static void assertRolledBack(TestTransactions transactions, String because) {
        assertThatThrownBy(() -> join(transactions.commitOnly()))
                .hasCauseInstanceOf(TransactionRolledBackException.class)
                .hasMessageContaining(because);
    }

    @Test
    void sendsAsManyBytesAsItMay() {
        for (int i = 0; i < 200; i++) {
            transactions.send(ORDERS, kib(i));
        }
        transactions.commit();

        assertThat(stored(ORDERS_LOG)).isEqualTo(BrokerFixture.range(0, 200));
    }

    @Test
    void sendsNotOneByteMore() {
        for (int i = 0; i < 199; i++) {
            transactions.send(ORDERS, kib(i));
        }
        transactions.send(ORDERS, kib(199) + "y");

        assertRolledBack(transactions, "maxBytes");
        transactions.next();
        transactions.send(ORDERS, kib(0)).commit();
        assertThat(stored(ORDERS_LOG)).containsExactly(0);
    }

    @Test
    void whatIsMoreThanItsMemoryIsPutAsideAndReadBack() {
        Destination other = Destination.queue("other");
        for (int i = 0; i < 90; i++) {
            transactions.send(i % 3 == 0 ? other : ORDERS, kib(i));
        }
        await().until(() -> !broker.log().records(SPILLED, 0).isEmpty());
        assertThat(broker.log().topic("queue.orders")).isEmpty();

        transactions.commit();

        assertThat(stored(ORDERS_LOG))
                .isEqualTo(
                        IntStream.range(0, 90).filter(i -> i % 3 != 0).boxed().toList());
        assertThat(stored(new TopicPartition("queue.other", 0)))
                .isEqualTo(
                        IntStream.range(0, 90).filter(i -> i % 3 == 0).boxed().toList());
        await().until(() -> broker.log().startOffset(SPILLED) == broker.log().readableEnd(SPILLED));
    }

    @Test
    void manyLargeOnesEndOneAfterTheOther() {
        List<TestTransactions> all = new ArrayList<>();
        for (int each = 0; each < 2; each++) {
            all.add(TestTransactions.open(link));
        }
        all.add(TestTransactions.open(broker.link()));
        for (int i = 0; i < 150; i++) {
            for (TestTransactions each : all) {
                each.send(ORDERS, kib(i));
            }
        }

        all.stream().map(TestTransactions::commitOnly).toList().forEach(BrokerFixture::join);

        assertThat(stored(ORDERS_LOG)).hasSize(450);
        await().until(() -> broker.log().startOffset(SPILLED) == broker.log().readableEnd(SPILLED));
    }

    @Test
    void whatWasPutAsideGoesWithARollback() {
        for (int i = 0; i < 90; i++) {
            transactions.send(ORDERS, kib(i));
        }
        await().until(() -> !broker.log().records(SPILLED, 0).isEmpty());

        transactions.rollBack();

        await().until(() -> broker.log().startOffset(SPILLED) == broker.log().readableEnd(SPILLED));
    }

    @Test
    void isOpenAsLongAsItMayAndNoLonger() {
        transactions.send(ORDERS, kib(0));
        broker.time.pass(Duration.ofMinutes(1));
        broker.awaitTick();
        transactions.send(ORDERS, kib(1)).commit();
        transactions.send(ORDERS, kib(2));
        broker.time.pass(Duration.ofMinutes(1).plusNanos(1));
        broker.awaitTick();

        assertRolledBack(transactions, "maxAge");
        assertThat(stored(ORDERS_LOG)).containsExactly(0, 1);
    }

    @Test
    void aLinkHasAsManyOpenAsItMay() {
        TestTransactions second = TestTransactions.open(link);
        TestTransactions third = TestTransactions.open(link);
        transactions.send(ORDERS, kib(1));
        second.send(ORDERS, kib(2));
        third.send(ORDERS, kib(3));

        assertRolledBack(third, "openOfLink");
        transactions.commit();
        second.rollBack();
        third.next();
        third.send(ORDERS, kib(3)).commit();
        assertThat(stored(ORDERS_LOG)).containsExactly(1, 3);
    }

    @Test
    void aBrokerHasAsManyOpenAsItMay() {
        BrokerLink other = broker.link();
        TestTransactions fourth = TestTransactions.open(other);
        transactions.send(ORDERS, kib(1));
        TestTransactions.open(link).send(ORDERS, kib(2));
        TestTransactions.open(other).send(ORDERS, kib(3));
        fourth.send(ORDERS, kib(4));
        assertRolledBack(fourth, "openInBroker");
        fourth.next();

        join(link.close()); // what it had open is over

        fourth.send(ORDERS, kib(4)).commit();
        assertThat(stored(ORDERS_LOG)).containsExactly(4);
    }

    @Test
    void whatDiesOfALimitTakesNoPlaceAnyMore() {
        transactions.send(ORDERS, kib(0));
        TestTransactions.open(link).send(ORDERS, kib(0));
        broker.time.pass(Duration.ofMinutes(2));
        broker.awaitTick();

        TestTransactions next = TestTransactions.open(link);
        next.send(ORDERS, kib(5)).commit();

        assertThat(stored(ORDERS_LOG)).containsExactly(5);
    }

    @Test
    void whatNobodyEndsIsForgottenInTheEnd() {
        for (int i = 0; i < 4; i++) {
            TestTransactions.open(link)
                    .send(ORDERS, kib(i)); // as many as a link remembers, two of them beyond its limit
        }
        transactions.send(ORDERS, kib(5));
        assertRolledBack(transactions, "1 sends of which 0 have come");
        transactions.next();

        broker.time.pass(Duration.ofMinutes(2).plusNanos(1));
        broker.awaitTick();

        transactions.send(ORDERS, kib(6)).commit();
        assertThat(stored(ORDERS_LOG)).containsExactly(6);
    }
}
