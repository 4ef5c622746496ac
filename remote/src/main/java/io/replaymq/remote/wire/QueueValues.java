package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.QueueSettings;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.log.api.BrokerException;
import io.replaymq.remote.api.ProtocolViolationException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads and writes settings and reports of queues and durable subscriptions. What is out of range is an {@link IllegalArgumentException}. */
final class QueueValues {
    private QueueValues() {}

    static void settings(ByteBuf to, QueueSettings settings) {
        RedeliveryPolicy redelivery = settings.redelivery();
        to.writeInt(settings.deliveryLimit())
                .writeLong(redelivery.delay().toMillis())
                .writeLong(Double.doubleToLongBits(redelivery.multiplier()))
                .writeLong(redelivery.maxDelay().toMillis());
        Values.optionalName(to, settings.deadLetterQueue(), "dead-letter queue");
        Values.optionalName(to, settings.expiryQueue(), "expiry queue");
    }

    static QueueSettings settings(WireReader in) {
        try {
            int limit = in.i32AtLeast(0, "delivery limit");
            RedeliveryPolicy redelivery =
                    new RedeliveryPolicy(millis(in), Double.longBitsToDouble(in.i64()), millis(in));
            return new QueueSettings(
                    limit,
                    redelivery,
                    Values.optionalName(in, "dead-letter queue"),
                    Values.optionalName(in, "expiry queue"));
        } catch (ProtocolViolationException e) {
            throw e;
        } catch (BrokerException e) {
            throw new ProtocolViolationException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Duration millis(WireReader in) {
        return Duration.ofMillis(in.i64AtLeast(0, "delay"));
    }

    static void redrive(ByteBuf to, LogRequest.RedriveTarget redrive) {
        ConsumerValues.target(to, redrive.target());
        Values.optionalName(to, redrive.to(), "queue");
        to.writeInt(redrive.max());
    }

    static LogRequest.RedriveTarget redrive(WireReader in) {
        ConsumerTarget target = ConsumerValues.target(in);
        @Nullable String to = Values.optionalName(in, "queue");
        return new LogRequest.RedriveTarget(target, to, in.i32());
    }

    static void report(ByteBuf to, LogAnswer.TargetReport report) {
        ConsumerValues.target(to, report.target());
        settings(to, report.settings());
        to.writeInt(report.consumers())
                .writeLong(report.inFlight())
                .writeLong(report.backlog())
                .writeLong(report.delayed())
                .writeLong(report.deadLetters());
    }

    static LogAnswer.TargetReport report(WireReader in) {
        return new LogAnswer.TargetReport(
                ConsumerValues.target(in),
                settings(in),
                in.i32AtLeast(0, "consumers"),
                in.i64AtLeast(0, "messages in flight"),
                in.i64AtLeast(0, "backlog"),
                in.i64AtLeast(0, "delayed messages"),
                in.i64AtLeast(0, "dead letters"));
    }
}
