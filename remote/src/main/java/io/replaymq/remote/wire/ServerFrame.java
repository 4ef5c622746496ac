package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;
import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.BrowsePage;
import io.replaymq.broker.api.ConsumerLink.Standing;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.log.api.ProducerIdentity;
import java.util.List;
import java.util.UUID;

/**
 * What a server says. Requests carry a correlation number, unique on the link, that their answer repeats.
 */
public sealed interface ServerFrame extends Frame {
    /**
     * Ends the handshake well.
     *
     * @param version the version both will speak
     * @param maxFrameBytes the largest frame the server takes
     * @param heartbeatMs each side sends something at least this often
     */
    record Welcome(int version, int maxFrameBytes, int heartbeatMs) implements ServerFrame {
        @Override
        public FrameType type() {
            return FrameType.WELCOME;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeByte(version).writeInt(maxFrameBytes).writeInt(heartbeatMs);
        }
    }

    /**
     * The connection cannot go on; the server closes it.
     *
     * @param code the number of an error code
     * @param text the facts
     */
    record Failure(int code, String text) implements ServerFrame {
        @Override
        public FrameType type() {
            return FrameType.ERROR;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeShort(code);
            WireText.string(to, text, WireLimits.MAX_TEXT, "error text");
        }
    }

    /**
     * These requests are done.
     *
     * @param correlations which
     */
    record Done(List<Long> correlations) implements ServerFrame {
        @Override
        public FrameType type() {
            return FrameType.DONE;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeInt(correlations.size());
            correlations.forEach(to::writeLong);
        }
    }

    /**
     * These batches are sent.
     *
     * @param receipts which, and where they lie
     */
    record Sent(List<Receipt> receipts) implements ServerFrame {
        @Override
        public FrameType type() {
            return FrameType.SENT;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeInt(receipts.size());
            receipts.forEach(each -> each.writeTo(to));
        }
    }

    /**
     * A request was refused.
     *
     * @param correlation what the answer is to repeat
     * @param code the number of an error code
     * @param text the facts
     */
    record Refused(long correlation, int code, String text) implements ServerFrame {
        @Override
        public FrameType type() {
            return FrameType.REFUSED;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation).writeShort(code);
            WireText.string(to, text, WireLimits.MAX_TEXT, "error text");
        }
    }

    /**
     * Answers DECLARE.
     *
     * @param correlation what the answer is to repeat
     * @param description what exists
     */
    record Declared(long correlation, DestinationDescription description) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.DECLARED;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            Values.destination(to, description.destination());
            WireText.string(to, description.logTopic(), WireLimits.MAX_NAME, "log topic");
            to.writeInt(description.partitions());
        }

        @Override
        public Object value() {
            return description;
        }
    }

    /**
     * Answers OPEN_PRODUCER.
     *
     * @param correlation what the answer is to repeat
     * @param identity never handed out before
     */
    record ProducerOpened(long correlation, ProducerIdentity identity) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.PRODUCER;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            Values.producer(to, identity);
        }

        @Override
        public Object value() {
            return identity;
        }
    }

    /**
     * Answers SUBSCRIBE.
     *
     * @param correlation what the answer is to repeat
     * @param memberId by which the consumer can come back
     * @param standing whether it kept what it held
     */
    record Subscribed(long correlation, UUID memberId, Standing standing) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.SUBSCRIBED;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            WireText.uuid(to, memberId);
            to.writeByte(WireCodes.of(standing));
        }

        @Override
        public Object value() {
            return this;
        }
    }

    /**
     * Answers STATUS.
     *
     * @param correlation what the answer is to repeat
     * @param status how it stands
     */
    record StatusReport(long correlation, TargetStatus status) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.STATUS_IS;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation)
                    .writeLong(status.backlog())
                    .writeLong(status.inFlight())
                    .writeInt(status.consumers());
        }

        @Override
        public Object value() {
            return status;
        }
    }

    /**
     * Answers BROWSE.
     *
     * @param correlation what the answer is to repeat
     * @param page the messages, and what is left
     */
    record Browsed(long correlation, BrowsePage page) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.BROWSED;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            ConsumerValues.page(to, page);
        }

        @Override
        public Object value() {
            return page;
        }
    }

    /**
     * Answers PREPARE.
     *
     * @param correlation what the answer is to repeat
     * @param vote whether there is a branch now
     */
    record Voted(long correlation, BranchVote vote) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.PREPARED;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation).writeByte(TransactionValues.code(vote));
        }

        @Override
        public Object value() {
            return vote;
        }
    }

    /**
     * Answers LIST_BRANCHES.
     *
     * @param correlation what the answer is to repeat
     * @param branches oldest first
     */
    record Branches(long correlation, List<BranchDescription> branches) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.BRANCHES;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            TransactionValues.branches(to, branches);
        }

        @Override
        public Object value() {
            return this;
        }
    }

    /**
     * Answers REDELIVER.
     *
     * @param correlation what the answer is to repeat
     * @param deliveries those that the consumer still holds
     */
    record Held(long correlation, List<DeliveryId> deliveries) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.HELD;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            Values.deliveryIds(to, deliveries);
        }

        @Override
        public Object value() {
            return this;
        }
    }

    /**
     * Answers what was asked of the log. Each kind of answer is a frame of its own.
     *
     * @param correlation what the answer is to repeat
     * @param value the answer
     */
    record Told(long correlation, LogAnswer value) implements Answer {
        @Override
        public FrameType type() {
            return LogAnswerCodec.type(value);
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeLong(correlation);
            LogAnswerCodec.write(to, value);
        }
    }

    /**
     * Hands messages to a consumer, within its credit.
     *
     * @param consumer number of the consumer on this connection, chosen by the client
     * @param deliveries in order, at least one
     */
    record Deliver(int consumer, List<Delivery> deliveries) implements ServerFrame {
        @Override
        public FrameType type() {
            return FrameType.DELIVER;
        }

        @Override
        public void writeFields(ByteBuf to) {
            to.writeInt(consumer).writeInt(deliveries.size());
            deliveries.forEach(each -> Values.delivery(to, each));
        }
    }

    /**
     * One answer in a {@link Sent}.
     *
     * @param correlation of the SEND it answers
     * @param receipt where the batch lies
     */
    record Receipt(long correlation, SendReceipt receipt) {
        void writeTo(ByteBuf to) {
            to.writeLong(correlation).writeInt(receipt.partition()).writeLong(receipt.baseOffset());
        }
    }

    /** Answers one request with a value. */
    sealed interface Answer extends ServerFrame {
        /** Of the request. */
        long correlation();

        /** The value. */
        Object value();
    }
}
