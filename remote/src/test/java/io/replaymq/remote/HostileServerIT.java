package io.replaymq.remote;

import static io.replaymq.remote.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import io.replaymq.remote.api.HostPort;
import io.replaymq.remote.api.ProtocolViolationException;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.api.RemoteFailureException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A server that does not keep to the protocol loses the client, for good and with a clear error, and does no more harm. */
class HostileServerIT {
    @Test
    void isNotBelievedWhenItAnswersWhatWasNotAsked() throws Exception {
        assertThat(failureOf(request -> RawClient.frame(
                        0x24, Unpooled.buffer().writeLong(99).writeLong(1).writeShort(0))))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("request 99, which is not outstanding");
    }

    @Test
    void isNotBelievedWhenTheAnswerIsOfAnotherKind() throws Exception {
        assertThat(failureOf(request ->
                        RawClient.frame(0x20, Unpooled.buffer().writeInt(1).writeLong(1))))
                .isInstanceOf(ProtocolViolationException.class);
    }

    @Test
    void cannotDeliverToAConsumerThatNeverWas() throws Exception {
        ByteBuf delivery = Unpooled.buffer().writeInt(0).writeInt(1);
        delivery.writeInt(0)
                .writeLong(0)
                .writeInt(0)
                .writeInt(1)
                .writeLong(0)
                .writeInt(3)
                .writeBytes(new byte[] {1, 1, 0});

        assertThat(failureOf(request -> RawClient.frame(0x27, delivery.duplicate())))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("consumer 0, which never was");
    }

    @Test
    void cannotNameAClassOrBreakALogLine() throws Exception {
        BrokerException failure = failureOf(request -> RawClient.frame(
                0x22,
                Unpooled.buffer().writeLong(1).writeShort(12_345).writeShort(9).writeBytes(new byte[] {
                    'a', '\n', 27, '[', '3', '1', 'm', '\r', 'b'
                })));

        assertThat(failure).isInstanceOf(RemoteFailureException.class).hasMessage("a??[31m?b");
        assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
    }

    @Test
    void canSendGarbageWithoutAnyOtherError() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] garbage = new byte[1 + random.nextInt(100)];
            random.nextBytes(garbage);
            int opcode = 0x20 + random.nextInt(8);
            assertThat(failureOf(request -> RawClient.frame(opcode, Unpooled.wrappedBuffer(garbage))))
                    .as("seed %d", seed)
                    .isInstanceOf(BrokerException.class);
        }
    }

    /** What a request fails with, when it is answered so. */
    private static BrokerException failureOf(UnaryOperator<ByteBuf> script) throws Exception {
        List<BrokerException> losses = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = new ScriptedServer(script);
                RemoteBroker broker =
                        RemoteBroker.at(RemoteClientConfig.to(new HostPort("127.0.0.1", server.port())))) {
            BrokerLink link = await(broker.connect(new LinkRequest(UUID.randomUUID(), null), losses::add));
            Throwable[] cause = new Throwable[1];
            assertThatThrownBy(() -> await(link.openProducer())).satisfies(thrown -> cause[0] = thrown.getCause());
            return (BrokerException) cause[0];
        }
    }
}
