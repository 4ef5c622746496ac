package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;
import io.replaymq.broker.api.BrowseRequest;
import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.ConsumerTarget.Durable;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.SeenDelivery;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.TransactionSend;
import java.util.List;

/**
 * What a client says. Requests carry a correlation number, unique on the link, that their answer repeats.
 */
public sealed interface ClientFrame extends Frame {
    /**
     * The first frame: who is there, and what it speaks.
     *
     * @param magic {@link WireLimits#MAGIC}
     * @param versions the versions it speaks
     * @param link who it is
     * @param maxFrameBytes the largest frame it takes
     */
    record Hello(int magic, List<Integer> versions, LinkRequest link, int maxFrameBytes) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.HELLO;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeInt(magic).writeByte(versions.size());
            versions.forEach(to::writeByte);
            WireText.uuid(to, link.token());
            Values.optionalName(to, link.clientId(), "client identifier");
            to.writeInt(maxFrameBytes);
        }
    }

    /**
     * Sets the client identifier.
     *
     * @param correlation what the answer is to repeat
     * @param clientId the identifier
     */
    record Identify(long correlation, String clientId) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.IDENTIFY;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            WireText.string(to, clientId, WireLimits.MAX_NAME, "client identifier");
        }
    }

    /**
     * Makes sure that a destination exists.
     *
     * @param correlation what the answer is to repeat
     * @param destination which
     */
    record Declare(long correlation, Destination destination) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.DECLARE;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            Values.destination(to, destination);
        }
    }

    /**
     * Asks for a producer identity.
     *
     * @param correlation what the answer is to repeat
     */
    record OpenProducer(long correlation) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.OPEN_PRODUCER;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
        }
    }

    /**
     * Sends messages.
     *
     * @param correlation what the answer is to repeat
     * @param batch the messages
     */
    record Send(long correlation, SendBatch batch) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.SEND;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            Values.batch(to, batch);
        }
    }

    /**
     * Attaches a consumer, new or coming back.
     *
     * @param correlation what the answer is to repeat
     * @param consumer number of the consumer on this connection, chosen by the client
     * @param request to what, and who it was
     */
    record Subscribe(long correlation, int consumer, ConsumerRequest request) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.SUBSCRIBE;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation).writeInt(consumer);
            ConsumerValues.request(to, request);
        }
    }

    /**
     * Allows more deliveries. Not answered.
     *
     * @param consumer number of the consumer on this connection, chosen by the client
     * @param messages how many more, at least 1
     */
    record Credit(int consumer, int messages) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.CREDIT;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeInt(consumer).writeInt(messages);
        }
    }

    /**
     * Settles deliveries.
     *
     * @param correlation what the answer is to repeat
     * @param consumer number of the consumer on this connection, chosen by the client
     * @param deliveries which
     */
    record Acknowledge(long correlation, int consumer, List<DeliveryId> deliveries) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.ACKNOWLEDGE;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation).writeInt(consumer);
            Values.deliveryIds(to, deliveries);
        }
    }

    /**
     * Gives deliveries back.
     *
     * @param correlation what the answer is to repeat
     * @param consumer number of the consumer on this connection, chosen by the client
     * @param seen whether the application saw them
     * @param deliveries which
     */
    record Release(long correlation, int consumer, Seen seen, List<DeliveryId> deliveries) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.RELEASE;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation).writeInt(consumer).writeByte(WireCodes.of(seen));
            Values.deliveryIds(to, deliveries);
        }
    }

    /**
     * Counts deliveries that the consumer delivers to its application again itself.
     *
     * @param correlation what the answer is to repeat
     * @param consumer number of the consumer on this connection, chosen by the client
     * @param seen which, with the counts they were seen with: by them a repetition is known
     */
    record Redeliver(long correlation, int consumer, List<SeenDelivery> seen) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.REDELIVER;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation).writeInt(consumer);
            Values.seenDeliveries(to, seen);
        }
    }

    /**
     * Detaches a consumer.
     *
     * @param correlation what the answer is to repeat
     * @param consumer number of the consumer on this connection, chosen by the client
     */
    record Detach(long correlation, int consumer) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.DETACH;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation).writeInt(consumer);
        }
    }

    /**
     * Deletes a durable subscription.
     *
     * @param correlation what the answer is to repeat
     * @param subscription which
     */
    record Unsubscribe(long correlation, Durable subscription) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.UNSUBSCRIBE;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            ConsumerValues.target(to, subscription);
        }
    }

    /**
     * Sets a cursor back or forward.
     *
     * @param correlation what the answer is to repeat
     * @param target whose
     * @param position where to
     */
    record Rewind(long correlation, ConsumerTarget target, StartPosition position) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.REWIND;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            ConsumerValues.target(to, target);
            Values.position(to, position);
        }
    }

    /**
     * Asks how a queue or subscription stands.
     *
     * @param correlation what the answer is to repeat
     * @param target which
     */
    record Status(long correlation, ConsumerTarget target) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.STATUS;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            ConsumerValues.target(to, target);
        }
    }

    /**
     * Asks for some of a queue's messages.
     *
     * @param correlation what the answer is to repeat
     * @param request which
     */
    record Browse(long correlation, BrowseRequest request) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.BROWSE;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            ConsumerValues.browse(to, request);
        }
    }

    /**
     * Makes a temporary destination.
     *
     * @param correlation what the answer is to repeat
     * @param kind which kind
     */
    record CreateTemporary(long correlation, Destination.Kind kind) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.CREATE_TEMPORARY;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation).writeByte(WireCodes.of(kind));
        }
    }

    /**
     * Deletes a temporary destination.
     *
     * @param correlation what the answer is to repeat
     * @param destination which
     */
    record DeleteTemporary(long correlation, Destination destination) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.DELETE_TEMPORARY;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            Values.destination(to, destination);
        }
    }

    /**
     * Asks something of the log. Each kind of request is a frame of its own.
     *
     * @param correlation what the answer is to repeat
     * @param request what is asked
     */
    record Ask(long correlation, LogRequest<?> request) implements ClientFrame {
        @Override
        public FrameType type() {
            return LogRequestCodec.type(request);
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            LogRequestCodec.write(to, request);
        }
    }

    /**
     * Adds messages to a transaction. Not answered.
     *
     * @param send the messages, and which of the transaction's sends it is
     */
    record Stream(TransactionSend send) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.TRANSACTION_SEND;
        }

        @Override
        public void writeFields(ByteBuf to) {
            TransactionValues.send(to, send);
        }
    }

    /**
     * Asks something about a transaction as a whole, or a branch. Each kind of call is a frame of its own.
     *
     * @param correlation what the answer is to repeat
     * @param call what is asked
     */
    record Transact(long correlation, TransactionCall call) implements ClientFrame {
        @Override
        public FrameType type() {
            return TransactionCallCodec.type(call);
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            TransactionCallCodec.write(to, call);
        }
    }

    /**
     * Ends the link and what was opened on it.
     *
     * @param correlation what the answer is to repeat
     */
    record Close(long correlation) implements ClientFrame {
        @Override
        public FrameType type() {
            return FrameType.CLOSE;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
        }
    }
}
