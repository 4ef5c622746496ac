package io.replaymq.remote.wire;

import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.broker.api.TargetStatus;
import java.util.ArrayList;
import java.util.List;

/** Decodes what servers send. */
final class ServerFrames {
    private static final int RECEIPT_BYTES = 20;

    private ServerFrames() {}

    static Frame read(FrameType type, WireReader in) {
        return switch (type) {
            case WELCOME ->
                new ServerFrame.Welcome(
                        in.u8(), in.i32AtLeast(1, "frame limit"), in.i32AtLeast(1, "heartbeat interval"));
            case ERROR -> new ServerFrame.Failure(in.u16(), in.string(WireLimits.MAX_TEXT, "error text"));
            case HEARTBEAT -> Heartbeat.INSTANCE;
            case DONE -> done(in);
            case SENT -> sent(in);
            case DELIVER -> deliver(in);
            default ->
                LogAnswerCodec.isOne(type)
                        ? new ServerFrame.Told(in.i64(), LogAnswerCodec.read(type, in))
                        : answer(type, in.i64(), in);
        };
    }

    private static Frame answer(FrameType type, long correlation, WireReader in) {
        return switch (type) {
            case REFUSED ->
                new ServerFrame.Refused(correlation, in.u16(), in.string(WireLimits.MAX_TEXT, "error text"));
            case DECLARED ->
                new ServerFrame.Declared(
                        correlation,
                        new DestinationDescription(
                                Values.destination(in),
                                in.string(WireLimits.MAX_NAME, "log topic"),
                                in.i32AtLeast(1, "partitions")));
            case PRODUCER -> new ServerFrame.ProducerOpened(correlation, Values.producer(in));
            case SUBSCRIBED -> new ServerFrame.Subscribed(correlation, in.uuid(), WireCodes.standing(in.u8()));
            case STATUS_IS -> new ServerFrame.StatusReport(correlation, new TargetStatus(in.i64(), in.i64(), in.i32()));
            case BROWSED -> new ServerFrame.Browsed(correlation, ConsumerValues.page(in));
            case PREPARED -> new ServerFrame.Voted(correlation, TransactionValues.vote(in.u8()));
            case HELD -> new ServerFrame.Held(correlation, Values.deliveryIds(in));
            case BRANCHES -> new ServerFrame.Branches(correlation, TransactionValues.branches(in));
            default -> throw new IllegalStateException(type + " is not a server's");
        };
    }

    private static Frame done(WireReader in) {
        int count = in.count(Long.BYTES, 1, WireLimits.MAX_ANSWERS, "answers");
        List<Long> correlations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            correlations.add(in.i64());
        }
        return new ServerFrame.Done(correlations);
    }

    private static Frame sent(WireReader in) {
        int count = in.count(RECEIPT_BYTES, 1, WireLimits.MAX_ANSWERS, "answers");
        List<ServerFrame.Receipt> receipts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            receipts.add(new ServerFrame.Receipt(in.i64(), new SendReceipt(in.i32(), in.i64())));
        }
        return new ServerFrame.Sent(receipts);
    }

    private static Frame deliver(WireReader in) {
        int consumer = in.i32();
        int count = in.count(Values.DELIVERY_MIN_BYTES, 1, WireLimits.MAX_MESSAGES, "deliveries");
        List<Delivery> deliveries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            deliveries.add(Values.delivery(in));
        }
        return new ServerFrame.Deliver(consumer, deliveries);
    }
}
