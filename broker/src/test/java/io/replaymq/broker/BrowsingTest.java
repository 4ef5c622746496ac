package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static io.replaymq.broker.BrokerFixture.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.BrowsePage;
import io.replaymq.broker.api.BrowsePage.Browsed;
import io.replaymq.broker.api.BrowseRequest;
import io.replaymq.broker.api.BrowseRequest.Range;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.InvalidSelectorException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrowsingTest {
    private final BrokerFixture fixture = new BrokerFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void showsWhatIsNotSettledPageByPage() {
        TestProducer producer = fixture.producer(ORDERS);
        producer.send(4);
        join(producer.sendBatch(30));
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE).credit(10);
        List<Delivery> received = consumer.awaitReceived(10);
        consumer.acknowledge(received.subList(0, 3));
        consumer.acknowledge(received.subList(5, 7));

        List<Integer> expected = new ArrayList<>(List.of(3, 4));
        expected.addAll(range(7, 34));
        for (int pageSize : List.of(1, 7, 1_000)) {
            assertThat(browse(null, pageSize)).isEqualTo(expected);
        }
        consumer.acknowledge(received.subList(7, 8));
        assertThat(fixture.status(ORDERS_QUEUE).backlog()).isEqualTo(28);
    }

    @Test
    void showsNothingThatCameAfterTheFirstPage() {
        TestProducer producer = fixture.producer(ORDERS);
        producer.send(4);
        BrokerLink link = fixture.link();
        BrowsePage first = join(link.browse(new BrowseRequest(ORDERS, null, List.of(), 2)));
        producer.send(4);

        BrowsePage second = join(link.browse(new BrowseRequest(ORDERS, null, first.rest(), 1_000)));

        assertThat(numbers(first.messages())).containsExactly(0, 1);
        assertThat(numbers(second.messages())).containsExactly(2, 3);
        assertThat(second.rest()).isEmpty();
    }

    @Test
    void showsWhatASelectorMatches() {
        SelectionTest.send(fixture.producer(ORDERS), 10);

        assertThat(browse("odd", 2)).containsExactly(1, 3, 5, 7, 9);
        assertThatThrownBy(() -> browse("odd =", 1)).hasCauseInstanceOf(InvalidSelectorException.class);
    }

    @Test
    void leavesOutWhatHasExpiredOrIsNotDue() {
        long now = fixture.time.wallMs();
        TestProducer producer = fixture.producer(ORDERS);
        producer.sendWith(Headers.none().expiringAt(now).list());
        producer.sendWith(Headers.none().expiringAt(now + 60_000).list());
        producer.sendWith(Headers.none().deliveredAt(now + 60_000).list());
        producer.sendWith(Headers.none().deliveredAt(now).list());

        assertThat(browse(null, 10)).containsExactly(1, 3);
    }

    @Test
    void aMadeUpRestIsCutToWhatIsThere() {
        fixture.producer(ORDERS).send(3);
        List<Range> madeUp = List.of(new Range(0, 1, Long.MAX_VALUE), new Range(9, 0, 5));

        BrowsePage page = join(fixture.link().browse(new BrowseRequest(ORDERS, null, madeUp, 10)));

        assertThat(numbers(page.messages())).containsExactly(1, 2);
        assertThat(page.rest()).isEmpty();
    }

    @Test
    void onlyQueuesAreBrowsed() {
        assertThatThrownBy(
                        () -> join(fixture.link().browse(new BrowseRequest(BrokerFixture.NEWS, null, List.of(), 10))))
                .hasCauseInstanceOf(InvalidDestinationException.class);
    }

    private List<Integer> browse(String selector, int pageSize) {
        BrokerLink link = fixture.link();
        BrowseRequest request = new BrowseRequest(ORDERS, selector, List.of(), pageSize);
        BrowsePage page = join(link.browse(request));
        List<Integer> all = new ArrayList<>(numbers(page.messages()));
        while (!page.rest().isEmpty()) {
            assertThat(page.messages()).hasSizeLessThanOrEqualTo(pageSize);
            page = join(link.browse(request.behind(page)));
            all.addAll(numbers(page.messages()));
        }
        return all;
    }

    private static List<Integer> numbers(List<Browsed> browsed) {
        return browsed.stream()
                .map(each -> TestConsumer.number(
                        new Delivery(new DeliveryId(each.partition(), each.offset(), 0), 1, each.message())))
                .toList();
    }
}
