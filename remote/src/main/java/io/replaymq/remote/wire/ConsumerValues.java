package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;
import io.replaymq.broker.api.BrowsePage;
import io.replaymq.broker.api.BrowsePage.Browsed;
import io.replaymq.broker.api.BrowseRequest;
import io.replaymq.broker.api.BrowseRequest.Range;
import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.ConsumerTarget.DurableSubscription;
import io.replaymq.broker.api.ConsumerTarget.History;
import io.replaymq.broker.api.ConsumerTarget.PlainSubscription;
import io.replaymq.broker.api.ConsumerTarget.Queue;
import io.replaymq.broker.api.ConsumerTarget.SharedDurableSubscription;
import io.replaymq.broker.api.ConsumerTarget.SharedSubscription;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.remote.api.ProtocolViolationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes what is consumed and browsed: targets, what consumers want of them, and pages of queues. */
final class ConsumerValues {
    static final int RANGE_BYTES = 20;
    static final int BROWSED_MIN_BYTES = 12 + Values.MESSAGE_MIN_BYTES;

    private static final int QUEUE = 1;
    private static final int PLAIN = 2;
    private static final int DURABLE = 3;
    private static final int SHARED = 4;
    private static final int SHARED_DURABLE = 5;
    private static final int HISTORY = 6;

    private ConsumerValues() {}

    static void target(ByteBuf to, ConsumerTarget target) {
        to.writeByte(code(target));
        Values.destination(to, target.destination());
        if (target instanceof DurableSubscription durable) {
            WireText.string(to, durable.clientId(), WireLimits.MAX_NAME, "client identifier");
            subscriptionName(to, durable.name());
        } else if (target instanceof SharedDurableSubscription durable) {
            Values.optionalName(to, durable.clientId(), "client identifier");
            subscriptionName(to, durable.name());
        } else if (target instanceof SharedSubscription shared) {
            Values.optionalName(to, shared.clientId(), "client identifier");
            subscriptionName(to, shared.name());
        }
    }

    private static int code(ConsumerTarget target) {
        if (target instanceof Queue) {
            return QUEUE;
        }
        if (target instanceof PlainSubscription) {
            return PLAIN;
        }
        if (target instanceof DurableSubscription) {
            return DURABLE;
        }
        if (target instanceof SharedSubscription) {
            return SHARED;
        }
        return target instanceof SharedDurableSubscription ? SHARED_DURABLE : HISTORY;
    }

    private static void subscriptionName(ByteBuf to, String name) {
        WireText.string(to, name, WireLimits.MAX_NAME, "subscription name");
    }

    static ConsumerTarget target(WireReader in) {
        int code = in.u8();
        return switch (code) {
            case QUEUE -> new Queue(Values.destination(in));
            case PLAIN -> new PlainSubscription(Values.destination(in));
            case DURABLE ->
                new DurableSubscription(
                        Values.destination(in),
                        in.string(WireLimits.MAX_NAME, "client identifier"),
                        subscriptionName(in));
            case SHARED ->
                new SharedSubscription(
                        Values.destination(in), Values.optionalName(in, "client identifier"), subscriptionName(in));
            case SHARED_DURABLE ->
                new SharedDurableSubscription(
                        Values.destination(in), Values.optionalName(in, "client identifier"), subscriptionName(in));
            case HISTORY -> new History(Values.destination(in));
            default -> throw WireCodes.unknown("consumer target", code);
        };
    }

    private static String subscriptionName(WireReader in) {
        return in.string(WireLimits.MAX_NAME, "subscription name");
    }

    static void request(ByteBuf to, ConsumerRequest request) {
        target(to, request.target());
        ConsumerOptions options = request.options();
        selector(to, options.selector());
        Values.optionalNumber(to, options.notFrom());
        StartPosition start = options.start();
        to.writeByte(start == null ? 0 : 1);
        if (start != null) {
            Values.position(to, start);
        }
        to.writeByte(WireCodes.of(options.sharing())).writeInt(options.priority());
        Values.resume(to, request.resume());
    }

    static ConsumerRequest request(WireReader in) {
        ConsumerTarget target = target(in);
        ConsumerOptions options = new ConsumerOptions(
                selector(in),
                Values.optionalNumber(in),
                Values.present(in) ? Values.position(in) : null,
                WireCodes.sharing(in.u8()),
                in.i32());
        return new ConsumerRequest(target, options, Values.resume(in));
    }

    private static void selector(ByteBuf to, @Nullable String selector) {
        to.writeByte(selector == null ? 0 : 1);
        if (selector != null) {
            WireText.string(to, selector, WireLimits.MAX_SELECTOR, "selector");
        }
    }

    private static @Nullable String selector(WireReader in) {
        return Values.present(in) ? in.string(WireLimits.MAX_SELECTOR, "selector") : null;
    }

    static void browse(ByteBuf to, BrowseRequest request) {
        Values.destination(to, request.queue());
        selector(to, request.selector());
        ranges(to, request.rest());
        to.writeInt(request.maxMessages());
    }

    static BrowseRequest browse(WireReader in) {
        Destination queue = Values.destination(in);
        String selector = selector(in);
        List<Range> rest = ranges(in);
        int max = in.i32AtLeast(1, "messages of a page");
        if (max > BrowseRequest.MAX_MESSAGES) {
            throw new ProtocolViolationException(
                    max + " messages of a page, expected up to " + BrowseRequest.MAX_MESSAGES);
        }
        return new BrowseRequest(queue, selector, rest, max);
    }

    private static void ranges(ByteBuf to, List<Range> ranges) {
        to.writeInt(ranges.size());
        for (Range each : ranges) {
            to.writeInt(each.partition()).writeLong(each.offset()).writeLong(each.end());
        }
    }

    private static List<Range> ranges(WireReader in) {
        int count = in.count(RANGE_BYTES, 0, BrowseRequest.MAX_RANGES, "ranges");
        List<Range> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int partition = in.i32AtLeast(0, "partition");
            long offset = in.i64AtLeast(0, "offset");
            ranges.add(new Range(partition, offset, in.i64AtLeast(offset, "end")));
        }
        return ranges;
    }

    static void page(ByteBuf to, BrowsePage page) {
        ranges(to, page.rest());
        to.writeInt(page.messages().size());
        for (Browsed each : page.messages()) {
            to.writeInt(each.partition()).writeLong(each.offset());
            Values.message(to, each.message());
        }
    }

    static BrowsePage page(WireReader in) {
        List<Range> rest = ranges(in);
        int count = in.count(BROWSED_MIN_BYTES, 0, BrowseRequest.MAX_MESSAGES, "messages");
        List<Browsed> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int partition = in.i32AtLeast(0, "partition");
            messages.add(new Browsed(partition, in.i64AtLeast(0, "offset"), Values.message(in)));
        }
        return new BrowsePage(messages, rest);
    }
}
