package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a broker makes of a partition that it cannot read. */
@Timeout(60)
class UnreadablePartitionTest {
    private static final int PARTITIONS = 2;

    private final BrokerFixture fixture = new BrokerFixture(PARTITIONS);

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void deliversWhatLiesInTheOtherPartitions() {
        TestProducer readable = fixture.producer(ORDERS);
        TestProducer unreadable = fixture.producer(ORDERS);
        assertThat(partitionOf(readable)).isNotEqualTo(partitionOf(unreadable));
        fixture.log()
                .refuseReads(
                        new TopicPartition("queue.orders", partitionOf(unreadable)),
                        new CorruptLogException("damaged"));
        unreadable.send(5);
        readable.send(5);

        TestConsumer consumer = fixture.consumer(ORDERS_QUEUE).credit(100);

        consumer.awaitReceived(5);
        readable.send(5);
        consumer.awaitReceived(10);
        assertThat(consumer.received()).allMatch(each -> TestConsumer.body(each).startsWith(readable.id() + "/"));
    }

    private static int partitionOf(TestProducer producer) {
        return (int) (producer.id() % PARTITIONS);
    }
}
