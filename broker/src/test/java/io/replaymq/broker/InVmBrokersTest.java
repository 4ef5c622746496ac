package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static io.replaymq.broker.BrokerFixture.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.Broker;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.DirectoryLockedException;
import io.replaymq.log.api.LogConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class InVmBrokersTest {
    @TempDir
    private Path directory;

    @Test
    void aDirectoryIsOpenedForItsFirstUserAndClosedAfterItsLast() {
        Broker first = InVmBrokers.open(url());
        Broker second = InVmBrokers.open(url());
        TestProducer.open(link(first), ORDERS).send(5);

        first.close();
        first.close();
        TestConsumer consumer = TestConsumer.open(link(second), new ConsumerRequest(ORDERS_QUEUE, null));
        consumer.credit(5).awaitReceived(5);
        assertThatThrownBy(() -> EmbeddedLog.open(directory, LogConfig.DEFAULTS))
                .isInstanceOf(DirectoryLockedException.class);
        second.close();

        EmbeddedLog.open(directory, LogConfig.DEFAULTS).close();
    }

    @Test
    void whatWasSentIsThereWhenTheDirectoryIsOpenedAgain() {
        try (Broker broker = InVmBrokers.open(url())) {
            TestProducer.open(link(broker), ORDERS).send(5);
        }

        try (Broker broker = InVmBrokers.open(url())) {
            TestConsumer consumer = TestConsumer.open(link(broker), new ConsumerRequest(ORDERS_QUEUE, null));
            consumer.credit(10).awaitReceived(5);
            assertThat(consumer.numbers()).isEqualTo(range(0, 5));
        }
    }

    @Test
    void aDestinationMayBeWantedByManyAtOnceBeforeItIsThere() {
        try (Broker broker = InVmBrokers.open(url())) {
            BrokerLink link = link(broker);
            for (int i = 0; i < 10; i++) {
                link.declare(Destination.topic("first-" + i)); // the log is busy with it while the others come
                Destination wanted = Destination.queue("wanted-" + i);
                List<CompletionStage<DestinationDescription>> all =
                        Stream.generate(() -> link.declare(wanted)).limit(20).toList();

                all.forEach(each -> assertThat(join(each).destination()).isEqualTo(wanted));
            }
        }
    }

    @Test
    void findsABrokerThatIsOfferedUntilTheOfferIsTakenBack() {
        try (BrokerFixture fixture = new BrokerFixture()) {
            InVmBrokers.Offer offer = InVmBrokers.offer("orders", fixture.broker());
            assertThatThrownBy(() -> InVmBrokers.offer("orders", fixture.broker()))
                    .isInstanceOf(IllegalStateException.class);

            try (Broker broker = InVmBrokers.open("replaymq:vm/orders")) {
                join(link(broker).declare(ORDERS));
            }
            fixture.producer(ORDERS).send(1);
            offer.close();

            assertThatThrownBy(() -> InVmBrokers.open("replaymq:vm/orders")).isInstanceOf(LinkClosedException.class);
        }
    }

    @Test
    void saysThatNobodyOffersABroker() {
        assertThatThrownBy(() -> InVmBrokers.open("replaymq:vm"))
                .isInstanceOf(LinkClosedException.class)
                .hasMessageContaining("''");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replaymq://host", "replaymq:vm?data=", "replaymq:vm?dat=x", "replaymq:vm?data=x&y=z"})
    void refusesOtherUrls(String url) {
        assertThatThrownBy(() -> InVmBrokers.open(url)).isInstanceOf(IllegalArgumentException.class);
    }

    private String url() {
        return "replaymq:vm?data=" + directory;
    }

    private static BrokerLink link(Broker broker) {
        return join(broker.connect(new LinkRequest(UUID.randomUUID(), null), cause -> {}));
    }
}
