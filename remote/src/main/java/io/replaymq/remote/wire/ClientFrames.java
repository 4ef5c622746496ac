package io.replaymq.remote.wire;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.ConsumerTarget.Durable;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.remote.api.ProtocolViolationException;
import java.util.ArrayList;
import java.util.List;

/** Decodes what clients send. */
final class ClientFrames {
    private ClientFrames() {}

    static Frame read(FrameType type, WireReader in) {
        return switch (type) {
            case HELLO -> hello(in);
            case HEARTBEAT -> Heartbeat.INSTANCE;
            case CREDIT -> new ClientFrame.Credit(in.i32(), in.i32AtLeast(1, "credit"));
            case TRANSACTION_SEND -> new ClientFrame.Stream(TransactionValues.send(in));
            default -> ofItsKind(type, in.i64(), in);
        };
    }

    private static Frame ofItsKind(FrameType type, long correlation, WireReader in) {
        if (LogRequestCodec.isOne(type)) {
            return new ClientFrame.Ask(correlation, LogRequestCodec.read(type, in));
        }
        return TransactionCallCodec.isOne(type)
                ? new ClientFrame.Transact(correlation, TransactionCallCodec.read(type, in))
                : request(type, correlation, in);
    }

    private static Frame request(FrameType type, long correlation, WireReader in) {
        return switch (type) {
            case IDENTIFY -> new ClientFrame.Identify(correlation, in.string(WireLimits.MAX_NAME, "client identifier"));
            case DECLARE -> new ClientFrame.Declare(correlation, Values.destination(in));
            case OPEN_PRODUCER -> new ClientFrame.OpenProducer(correlation);
            case SEND -> new ClientFrame.Send(correlation, Values.batch(in));
            case UNSUBSCRIBE -> new ClientFrame.Unsubscribe(correlation, durable(ConsumerValues.target(in)));
            case REWIND -> new ClientFrame.Rewind(correlation, ConsumerValues.target(in), Values.position(in));
            case STATUS -> new ClientFrame.Status(correlation, ConsumerValues.target(in));
            case CLOSE -> new ClientFrame.Close(correlation);
            case BROWSE -> new ClientFrame.Browse(correlation, ConsumerValues.browse(in));
            case CREATE_TEMPORARY -> new ClientFrame.CreateTemporary(correlation, WireCodes.kind(in.u8()));
            case DELETE_TEMPORARY -> new ClientFrame.DeleteTemporary(correlation, Values.destination(in));
            default -> ofConsumer(type, correlation, in.i32(), in);
        };
    }

    private static Frame ofConsumer(FrameType type, long correlation, int consumer, WireReader in) {
        return switch (type) {
            case SUBSCRIBE -> new ClientFrame.Subscribe(correlation, consumer, ConsumerValues.request(in));
            case ACKNOWLEDGE -> new ClientFrame.Acknowledge(correlation, consumer, Values.deliveryIds(in));
            case RELEASE ->
                new ClientFrame.Release(correlation, consumer, WireCodes.seen(in.u8()), Values.deliveryIds(in));
            case REDELIVER -> new ClientFrame.Redeliver(correlation, consumer, Values.seenDeliveries(in));
            case DETACH -> new ClientFrame.Detach(correlation, consumer);
            default -> throw new IllegalStateException(type + " is not a client's");
        };
    }

    private static Frame hello(WireReader in) {
        int magic = in.i32();
        if (magic != WireLimits.MAGIC) {
            throw new ProtocolViolationException("magic 0x%08x, expected 0x%08x".formatted(magic, WireLimits.MAGIC));
        }
        int count = in.u8();
        if (count < 1 || count > WireLimits.MAX_VERSIONS) {
            throw new ProtocolViolationException(count + " versions, expected 1 to " + WireLimits.MAX_VERSIONS);
        }
        List<Integer> versions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            versions.add(in.u8());
        }
        LinkRequest link = new LinkRequest(in.uuid(), Values.optionalName(in, "client identifier"));
        return new ClientFrame.Hello(magic, versions, link, in.i32AtLeast(1, "frame limit"));
    }

    private static Durable durable(ConsumerTarget target) {
        if (target instanceof Durable durable) {
            return durable;
        }
        throw new ProtocolViolationException("UNSUBSCRIBE of something that is no durable subscription");
    }
}
