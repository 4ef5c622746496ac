package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerRequest.Resume;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.SeenDelivery;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.remote.api.ProtocolViolationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes the values of {@link BrokerLink} that frames are made of: the structures of the schema. */
final class Values {
    static final int DELIVERY_ID_BYTES = 16;
    static final int MESSAGE_MIN_BYTES = 12;
    static final int DELIVERY_MIN_BYTES = DELIVERY_ID_BYTES + 4 + MESSAGE_MIN_BYTES;

    private Values() {}

    static void destination(ByteBuf to, Destination destination) {
        to.writeByte(WireCodes.of(destination.kind()));
        WireText.string(to, destination.name(), WireLimits.MAX_NAME, "destination name");
    }

    static Destination destination(WireReader in) {
        Destination.Kind kind = WireCodes.kind(in.u8());
        try {
            return new Destination(kind, in.string(WireLimits.MAX_NAME, "destination name"));
        } catch (InvalidDestinationException e) {
            throw new ProtocolViolationException(String.valueOf(e.getMessage()), e);
        }
    }

    static void position(ByteBuf to, StartPosition position) {
        if (position instanceof StartPosition.AtOffset at) {
            to.writeByte(3).writeInt(at.partition()).writeLong(at.offset());
        } else if (position instanceof StartPosition.AtTime at) {
            to.writeByte(4).writeLong(at.timestampMs());
        } else {
            to.writeByte(position instanceof StartPosition.Earliest ? 1 : 2);
        }
    }

    static StartPosition position(WireReader in) {
        int code = in.u8();
        return switch (code) {
            case 1 -> new StartPosition.Earliest();
            case 2 -> new StartPosition.Latest();
            case 3 -> new StartPosition.AtOffset(in.i32AtLeast(0, "partition"), in.i64());
            case 4 -> new StartPosition.AtTime(in.i64());
            default -> throw WireCodes.unknown("start position", code);
        };
    }

    static void optionalName(ByteBuf to, @Nullable String name, String what) {
        to.writeByte(name == null ? 0 : 1);
        if (name != null) {
            WireText.string(to, name, WireLimits.MAX_NAME, what);
        }
    }

    static @Nullable String optionalName(WireReader in, String what) {
        return present(in) ? in.string(WireLimits.MAX_NAME, what) : null;
    }

    static void optionalNumber(ByteBuf to, @Nullable Long number) {
        to.writeByte(number == null ? 0 : 1);
        if (number != null) {
            to.writeLong(number);
        }
    }

    static @Nullable Long optionalNumber(WireReader in) {
        return present(in) ? (Long) in.i64() : null;
    }

    static void resume(ByteBuf to, @Nullable Resume resume) {
        to.writeByte(resume == null ? 0 : 1);
        if (resume != null) {
            WireText.uuid(to, resume.memberId());
            deliveryIds(to, resume.held());
        }
    }

    static @Nullable Resume resume(WireReader in) {
        return present(in) ? new Resume(in.uuid(), deliveryIds(in)) : null;
    }

    static boolean present(WireReader in) {
        int code = in.u8();
        if (code > 1) {
            throw WireCodes.unknown("presence", code);
        }
        return code == 1;
    }

    static void deliveryId(ByteBuf to, DeliveryId id) {
        to.writeInt(id.partition()).writeLong(id.offset()).writeInt(id.generation());
    }

    static DeliveryId deliveryId(WireReader in) {
        return new DeliveryId(in.i32(), in.i64(), in.i32());
    }

    static void deliveryIds(ByteBuf to, List<DeliveryId> ids) {
        to.writeInt(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            deliveryId(to, ids.get(i));
        }
    }

    static List<DeliveryId> deliveryIds(WireReader in) {
        int count = in.count(DELIVERY_ID_BYTES, 0, WireLimits.MAX_DELIVERY_IDS, "delivery ids");
        List<DeliveryId> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(deliveryId(in));
        }
        return ids;
    }

    static void seenDeliveries(ByteBuf to, List<SeenDelivery> seen) {
        to.writeInt(seen.size());
        for (SeenDelivery each : seen) {
            deliveryId(to, each.id());
            to.writeInt(each.deliveryCount());
        }
    }

    static List<SeenDelivery> seenDeliveries(WireReader in) {
        int count = in.count(DELIVERY_ID_BYTES + Integer.BYTES, 0, WireLimits.MAX_DELIVERY_IDS, "deliveries");
        List<SeenDelivery> seen = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            seen.add(new SeenDelivery(deliveryId(in), in.i32AtLeast(1, "delivery count")));
        }
        return seen;
    }

    static void producer(ByteBuf to, ProducerIdentity producer) {
        to.writeLong(producer.producerId()).writeShort(producer.epoch());
    }

    static ProducerIdentity producer(WireReader in) {
        long id = in.i64();
        short epoch = (short) in.u16();
        if (id < 0 || epoch < 0) {
            throw new ProtocolViolationException("producer id " + id + ", epoch " + epoch + ", expected 0 or more");
        }
        return new ProducerIdentity(id, epoch);
    }

    static void message(ByteBuf to, Message message) {
        to.writeLong(message.timestampMs()).writeInt(message.content().sizeInBytes());
        to.writeBytes(message.content().bytes());
    }

    static Message message(WireReader in) {
        return new Message(in.i64(), in.content());
    }

    static void batch(ByteBuf to, SendBatch batch) {
        destination(to, batch.destination());
        producer(to, batch.producer());
        to.writeInt(batch.baseSequence()).writeByte(WireCodes.of(batch.durability()));
        messages(to, batch.messages());
    }

    static void messages(ByteBuf to, List<Message> messages) {
        to.writeInt(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            message(to, messages.get(i));
        }
    }

    static SendBatch batch(WireReader in) {
        Destination destination = destination(in);
        ProducerIdentity producer = producer(in);
        int baseSequence = in.i32AtLeast(0, "base sequence");
        var durability = WireCodes.durability(in.u8());
        return new SendBatch(destination, producer, baseSequence, durability, messages(in));
    }

    static List<Message> messages(WireReader in) {
        int count = in.count(MESSAGE_MIN_BYTES, 1, WireLimits.MAX_MESSAGES, "messages");
        List<Message> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            messages.add(message(in));
        }
        return messages;
    }

    static void delivery(ByteBuf to, Delivery delivery) {
        deliveryId(to, delivery.id());
        to.writeInt(delivery.deliveryCount());
        message(to, delivery.message());
    }

    static Delivery delivery(WireReader in) {
        return new Delivery(deliveryId(in), in.i32AtLeast(1, "delivery count"), message(in));
    }
}
