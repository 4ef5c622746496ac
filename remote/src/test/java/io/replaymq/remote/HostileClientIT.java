package io.replaymq.remote;

import static io.replaymq.remote.Samples.ORDERS;
import static io.replaymq.remote.Samples.await;
import static io.replaymq.remote.Samples.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.remote.api.HostPort;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.api.RemoteServerConfig;
import io.replaymq.remote.wire.ClientFrame;
import io.replaymq.remote.wire.FrameType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that do not keep to the protocol reach nothing, and disturb nobody. */
class HostileClientIT {
    private final ModelBroker model = new ModelBroker();
    private RemoteServer server;
    private int port;

    @BeforeEach
    void start() throws Exception {
        RemoteServerConfig defaults = RemoteServerConfig.DEFAULTS;
        server = RemoteServer.start(
                model,
                new RemoteServerConfig(
                        "127.0.0.1",
                        0,
                        2,
                        Duration.ofSeconds(5),
                        Duration.ofMillis(500),
                        defaults.maxFrameBytes(),
                        defaults.maxOutstandingBytes(),
                        defaults.maxConnections(),
                        defaults.maxUnproven(),
                        8));
        port = server.address().getPort();
    }

    @AfterEach
    void stop() {
        server.close();
        model.close();
    }

    @Test
    void hearsNothingButHelloBeforeTheHandshake() throws Exception {
        for (int opcode = 0; opcode < 256; opcode++) {
            try (RawClient client = new RawClient(port)) {
                client.send(RawClient.frame(opcode, Unpooled.wrappedBuffer(new byte[64])));
                assertThat(client.next()).as("opcode %d", opcode).isEqualTo(RawClient.ERROR);
                assertThat(client.next()).as("opcode %d", opcode).isEqualTo(RawClient.GONE);
            }
        }
        assertThat(model.events()).isEmpty();
    }

    @Test
    void refusesAnUnknownVersionAndASmallFrameLimit() throws Exception {
        for (ByteBuf each : List.of(RawClient.hello(9, 16 << 20), RawClient.hello(1, 1_000))) {
            try (RawClient client = new RawClient(port)) {
                client.send(each);
                assertThat(client.next()).isEqualTo(RawClient.ERROR);
            }
        }
        assertThat(model.events()).isEmpty();
    }

    @Test
    void refusesASecondHello() throws Exception {
        try (RawClient client = new RawClient(port).greet()) {
            client.send(RawClient.hello(1, 16 << 20));
            assertThat(client.next()).isEqualTo(RawClient.ERROR);
        }
    }

    @Test
    void refusesToServeAConsumerThatWasNotSubscribed() throws Exception {
        try (RawClient client = new RawClient(port).greet()) {
            client.send(RawClient.frame(0x15, Unpooled.buffer().writeInt(0).writeInt(10)));
            assertThat(client.next()).isEqualTo(RawClient.ERROR);
        }
    }

    @Test
    void hangsUpOnWhoeverSaysNothing() throws Exception {
        try (RawClient client = new RawClient(port)) {
            assertThat(client.next()).isEqualTo(RawClient.ERROR);
            assertThat(client.next()).isEqualTo(RawClient.GONE);
        }
    }

    @Test
    void turnsAwayMoreThanAFewStrangersOfOneAddress() throws Exception {
        List<RawClient> strangers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            strangers.add(new RawClient(port));
        }
        try (RawClient oneTooMany = new RawClient(port)) {
            assertThat(oneTooMany.next()).isEqualTo(RawClient.GONE);
        }
        strangers.get(0).greet();
        try (RawClient again = new RawClient(port)) {
            again.greet();
        }
        for (RawClient each : strangers) {
            each.close();
        }
    }

    @Test
    void letsGoOfWhoeverBreaksTheProtocolAndReadsNothing() throws Exception {
        try (RemoteBroker broker = RemoteBroker.at(RemoteClientConfig.to(new HostPort("127.0.0.1", port)))) {
            BrokerLink healthy = await(broker.connect(new LinkRequest(UUID.randomUUID(), null), cause -> {}));
            ProducerIdentity producer = await(healthy.openProducer());
            for (int i = 0; i < 40; i++) { // more than the sockets take
                await(healthy.send(batch(producer, i, "x".repeat(512 << 10))));
            }
            breakTheProtocolAndReadNothing();
        }
    }

    /** It sends no heartbeats either, so it comes late and is quick. */
    private void breakTheProtocolAndReadNothing() throws Exception {
        try (RawClient hostile = new RawClient(port).greet()) {
            hostile.send(new ClientFrame.Subscribe(1, 0, new ConsumerRequest(new ConsumerTarget.Queue(ORDERS), null)));
            assertThat(hostile.next()).isEqualTo(FrameType.SUBSCRIBED.opcode());
            hostile.send(new ClientFrame.Credit(0, 40));
            Awaitility.await().until(() -> hostile.unread() > 64 << 10);

            hostile.send(RawClient.frame(250, Unpooled.wrappedBuffer(new byte[64])));

            Awaitility.await().untilAsserted(() -> assertThat(model.events()).contains("abandon"));
        }
    }

    @Test
    void servesAHealthyClientAmidAThousandThatSendGarbage() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        try (RemoteBroker broker = RemoteBroker.at(RemoteClientConfig.to(new HostPort("127.0.0.1", port)))) {
            BrokerLink link = await(broker.connect(new LinkRequest(UUID.randomUUID(), null), cause -> {}));
            ProducerIdentity producer = await(link.openProducer());
            for (int i = 0; i < 1_000; i++) {
                try (RawClient client = new RawClient(port)) {
                    byte[] garbage = new byte[1 + random.nextInt(200)];
                    random.nextBytes(garbage);
                    if (random.nextBoolean()) {
                        client.greet();
                        client.send(RawClient.frame(0x10 + random.nextInt(13), Unpooled.wrappedBuffer(garbage)));
                    } else {
                        client.send(Unpooled.wrappedBuffer(garbage));
                    }
                }
                if (i % 50 == 0) {
                    await(link.send(batch(producer, i / 50, "m" + i)));
                }
            }
            assertThat(model.contents(ORDERS)).as("seed %d", seed).hasSize(20);
        }
    }
}
