package io.replaymq.remote.server;

import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.remote.api.ProtocolViolationException;
import io.replaymq.remote.wire.Outbox;
import io.replaymq.remote.wire.ServerFrame.Deliver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One consumer of a connection: what the broker delivers goes out in frames, the credit that comes in goes to the broker.
 *
 * <p><b>Threads:</b> the broker's hand deliveries to the outbox; all else belongs to the connection's event loop.
 */
final class ConsumerEndpoint implements DeliveryListener {
    /** A frame of deliveries is closed when its messages take this much. */
    private static final int FRAME_BYTES = 256 << 10;

    private static final int DELIVERY_OVERHEAD_BYTES = 32;
    private static final int MAX_DELIVERIES = 1_000;

    private final int number;
    private final Outbox<Outgoing> outbox;
    private final CreditGate gate = new CreditGate();
    private @Nullable ConsumerLink link;

    ConsumerEndpoint(int number, Outbox<Outgoing> outbox) {
        this.number = number;
        this.outbox = outbox;
    }

    int number() {
        return number;
    }

    void attach(ConsumerLink attached) {
        link = attached;
    }

    /** The broker's side. @throws ProtocolViolationException if the broker has not answered the SUBSCRIBE yet */
    ConsumerLink link() {
        if (link == null) {
            throw new ProtocolViolationException("consumer " + number + " is used before it was subscribed");
        }
        return link;
    }

    @Override
    public void onDeliveries(List<Delivery> deliveries) {
        outbox.put(to -> encode(deliveries, to));
    }

    void credit(int messages) {
        link();
        gate.add(messages);
        topUp();
    }

    /** Passes on credit that was held back. */
    void topUp() {
        ConsumerLink attached = link;
        int messages = attached == null ? 0 : gate.take();
        if (attached != null && messages > 0) {
            attached.credit(messages);
        }
    }

    private void encode(List<Delivery> deliveries, Answers to) {
        int from = 0;
        long total = 0;
        long bytes = 0;
        for (int i = 0; i < deliveries.size(); i++) {
            int size = DELIVERY_OVERHEAD_BYTES
                    + deliveries.get(i).message().content().sizeInBytes();
            if (i > from && (bytes + size > FRAME_BYTES || i - from == MAX_DELIVERIES)) {
                to.frame(new Deliver(number, deliveries.subList(from, i)));
                from = i;
                total += bytes;
                bytes = 0;
            }
            bytes += size;
        }
        to.frame(new Deliver(number, deliveries.subList(from, deliveries.size())));
        gate.onDelivered(deliveries.size(), total + bytes);
    }
}
