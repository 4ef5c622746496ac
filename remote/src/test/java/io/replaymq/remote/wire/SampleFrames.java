package io.replaymq.remote.wire;

import static io.replaymq.broker.api.ConsumerOptions.Sharing.EXCLUSIVE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.replaymq.broker.api.BrowsePage;
import io.replaymq.broker.api.BrowsePage.Browsed;
import io.replaymq.broker.api.BrowseRequest;
import io.replaymq.broker.api.BrowseRequest.Range;
import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.ConsumerLink.Standing;
import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerRequest.Resume;
import io.replaymq.broker.api.ConsumerTarget.DurableSubscription;
import io.replaymq.broker.api.ConsumerTarget.History;
import io.replaymq.broker.api.ConsumerTarget.PlainSubscription;
import io.replaymq.broker.api.ConsumerTarget.Queue;
import io.replaymq.broker.api.ConsumerTarget.SharedDurableSubscription;
import io.replaymq.broker.api.ConsumerTarget.SharedSubscription;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordContent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Frames of every type, with every variant of what they are made of. */
final class SampleFrames {
    static final UUID ID = new UUID(0x0123456789ABCDEFL, 0x1122334455667788L);
    private static final Queue QUEUE = new Queue(Destination.queue("orders"));
    private static final PlainSubscription PLAIN = new PlainSubscription(Destination.topic("prices/\u00e9\u20ac"));
    private static final DurableSubscription DURABLE =
            new DurableSubscription(Destination.topic("prices"), "client", "subscription");
    private static final SharedSubscription SHARED = new SharedSubscription(Destination.topic("prices"), null, "s");
    private static final SharedDurableSubscription SHARED_DURABLE =
            new SharedDurableSubscription(Destination.topic("prices"), "client", "s");
    private static final ConsumerOptions WISHES = ConsumerOptions.DEFAULTS
            .withSelector("price > 10 AND name LIKE '%\u00e9'")
            .withNotFrom(-2L)
            .withStart(new StartPosition.AtTime(1_700_000_000_000L))
            .withPriority(7);
    private static final List<Range> RANGES = List.of(new Range(0, 5, 9), new Range(3, 0, 1L << 40));
    static final List<DeliveryId> IDS = List.of(new DeliveryId(0, 5, 0), new DeliveryId(3, 1L << 40, 2));
    static final Message MESSAGE = new Message(
            1_700_000_000_000L,
            RecordContent.of(null, "hello".getBytes(UTF_8), List.of(new Header("jms", new byte[] {1, 2}))));
    static final Message EMPTY = new Message(-1, RecordContent.of(new byte[0], null, List.of()));

    private SampleFrames() {}

    static List<Frame> all() {
        List<Frame> all = new ArrayList<>(asked());
        all.addAll(told());
        all.addAll(LogSampleFrames.requests());
        all.addAll(LogSampleFrames.answers());
        all.addAll(TransactionSampleFrames.all());
        return all;
    }

    private static List<Frame> asked() {
        return List.of(
                new ClientFrame.Hello(WireLimits.MAGIC, List.of(1), new LinkRequest(ID, null), 16 << 20),
                new ClientFrame.Hello(WireLimits.MAGIC, List.of(1, 2), new LinkRequest(ID, "me"), 16 << 20),
                new ServerFrame.Welcome(1, 16 << 20, 5_000),
                new ServerFrame.Failure(80, "no such frame"),
                Heartbeat.INSTANCE,
                new ClientFrame.Identify(1, "me"),
                new ClientFrame.Declare(2, Destination.topic("prices")),
                new ClientFrame.OpenProducer(3),
                new ClientFrame.Send(
                        4,
                        new SendBatch(
                                Destination.queue("orders"),
                                new ProducerIdentity(77, (short) 2),
                                9,
                                Durability.DURABLE,
                                List.of(MESSAGE, EMPTY))),
                new ClientFrame.Send(5, one(Durability.ACCEPTED)),
                new ClientFrame.Send(6, one(Durability.WRITTEN)),
                new ClientFrame.Subscribe(7, 0, new ConsumerRequest(QUEUE, null)),
                new ClientFrame.Subscribe(8, 1, new ConsumerRequest(PLAIN, new Resume(ID, List.of()))),
                new ClientFrame.Subscribe(9, 2, new ConsumerRequest(DURABLE, new Resume(ID, IDS))),
                new ClientFrame.Subscribe(21, 3, new ConsumerRequest(SHARED, WISHES, null)),
                new ClientFrame.Subscribe(22, 4, new ConsumerRequest(SHARED_DURABLE, WISHES.with(EXCLUSIVE), null)),
                new ClientFrame.Subscribe(23, 5, new ConsumerRequest(new History(QUEUE.destination()), null)),
                new ClientFrame.Credit(2, 500),
                new ClientFrame.Acknowledge(10, 2, IDS),
                new ClientFrame.Release(11, 2, Seen.BY_APPLICATION, IDS),
                new ClientFrame.Release(12, 2, Seen.NOT_SEEN, List.of()),
                new ClientFrame.Detach(13, 2),
                new ClientFrame.Unsubscribe(14, DURABLE),
                new ClientFrame.Unsubscribe(24, SHARED_DURABLE),
                new ClientFrame.Browse(25, new BrowseRequest(QUEUE.destination(), "a = 1", List.of(), 100)),
                new ClientFrame.Browse(26, new BrowseRequest(QUEUE.destination(), null, RANGES, 1)),
                new ClientFrame.CreateTemporary(27, Destination.Kind.QUEUE),
                new ClientFrame.DeleteTemporary(28, Destination.topic("temporary")),
                new ClientFrame.Rewind(15, QUEUE, new StartPosition.Earliest()),
                new ClientFrame.Rewind(16, DURABLE, new StartPosition.Latest()),
                new ClientFrame.Rewind(17, QUEUE, new StartPosition.AtOffset(1, 99)),
                new ClientFrame.Rewind(18, QUEUE, new StartPosition.AtTime(1_700_000_000_000L)),
                new ClientFrame.Status(19, QUEUE),
                new ClientFrame.Close(20));
    }

    private static List<Frame> told() {
        return List.of(
                new ServerFrame.Done(List.of(10L, 11L)),
                new ServerFrame.Sent(List.of(
                        new ServerFrame.Receipt(4, new SendReceipt(0, 100)),
                        new ServerFrame.Receipt(5, new SendReceipt(2, 1L << 40)))),
                new ServerFrame.Refused(6, 8, "sequence 9, expected 7"),
                new ServerFrame.Declared(2, new DestinationDescription(Destination.topic("prices"), "topic.prices", 4)),
                new ServerFrame.ProducerOpened(3, new ProducerIdentity(78, (short) 0)),
                new ServerFrame.Subscribed(7, ID, Standing.HOLDS),
                new ServerFrame.Subscribed(8, ID, Standing.STARTED_ANEW),
                new ServerFrame.Browsed(25, new BrowsePage(List.of(new Browsed(1, 1L << 40, MESSAGE)), RANGES)),
                new ServerFrame.Browsed(26, new BrowsePage(List.of(), List.of())),
                new ServerFrame.StatusReport(19, new TargetStatus(12, 3, 1)),
                new ServerFrame.Deliver(
                        2, List.of(new Delivery(IDS.get(0), 1, MESSAGE), new Delivery(IDS.get(1), 3, EMPTY))));
    }

    /** The bytes of a frame, its length field included. */
    static byte[] encode(Frame frame) {
        ByteBuf fields = Unpooled.buffer();
        frame.writeFields(fields);
        byte[] bytes = new byte[WireLimits.LENGTH_BYTES + 1 + fields.readableBytes()];
        Unpooled.wrappedBuffer(bytes)
                .writerIndex(0)
                .writeInt(1 + fields.readableBytes())
                .writeByte(frame.type().opcode())
                .writeBytes(fields);
        return bytes;
    }

    private static SendBatch one(Durability durability) {
        return new SendBatch(
                Destination.queue("orders"), new ProducerIdentity(77, (short) 2), 11, durability, List.of(MESSAGE));
    }
}
