package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.NEWS;
import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Topics keep their messages for a minute; retention runs every second. */
@Timeout(60)
class RetentionTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("queue.orders", 0);
    private static final TopicPartition NEWS_0 = new TopicPartition("topic.news", 0);
    private static final TopicConfig A_MINUTE =
            TopicConfig.DEFAULTS.withSegmentBytes(4 << 10).withRetentionTime(Duration.ofMinutes(1));

    private final BrokerFixture fixture = new BrokerFixture(A_MINUTE, GroupsConfig.DEFAULTS);

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void removesWhatIsOldAndSettledAndKeepsWhatAQueueHasStillToDeliver() {
        fixture.producer(ORDERS).send(10);
        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE).credit(6);
        consumer.awaitReceived(6);
        consumer.acknowledge(consumer.received().subList(0, 4));
        consumer.acknowledge(consumer.received().subList(5, 6));

        fixture.time.pass(Duration.ofHours(1));

        await().atMost(Duration.ofSeconds(20)).until(() -> fixture.log().startOffset(ORDERS_0) > 0);
        assertThat(fixture.log().startOffset(ORDERS_0)).isEqualTo(4);
        consumer.credit(10).awaitReceived(10);
    }

    @Test
    void keepsWhatADurableSubscriptionHasStillToDeliverAcrossAKill() {
        ConsumerTarget durable = new ConsumerTarget.DurableSubscription(NEWS, "client", "reader");
        fixture.consumer(durable).close();
        fixture.producer(NEWS).send(10);
        fixture.time.pass(Duration.ofHours(1));
        fixture.kill();

        TestConsumer consumer = fixture.consumer(durable).credit(5);
        consumer.awaitReceived(5);
        consumer.acknowledgeAll();

        await().atMost(Duration.ofSeconds(20)).until(() -> fixture.log().startOffset(NEWS_0) > 0);
        assertThat(fixture.log().startOffset(NEWS_0)).isEqualTo(5);
        consumer.credit(10).awaitReceived(10);
        assertThat(consumer.numbers()).isEqualTo(range(0, 10));
    }
}
