package io.replaymq.broker.link;

import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.SeenDelivery;
import io.replaymq.broker.dispatch.OpenConsumer;
import io.replaymq.groups.api.Acknowledgement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** A consumer that its link forgets when it ends. */
final class LinkedConsumer implements OpenConsumer {
    private final OpenConsumer consumer;
    private final Map<UUID, OpenConsumer> ofLink;

    LinkedConsumer(OpenConsumer consumer, Map<UUID, OpenConsumer> ofLink) {
        this.consumer = consumer;
        this.ofLink = ofLink;
    }

    @Override
    public UUID memberId() {
        return consumer.memberId();
    }

    @Override
    public Standing standing() {
        return consumer.standing();
    }

    @Override
    public void credit(int messages) {
        consumer.credit(messages);
    }

    @Override
    public CompletionStage<Void> acknowledge(List<DeliveryId> deliveries) {
        return consumer.acknowledge(deliveries);
    }

    @Override
    public CompletionStage<Void> release(List<DeliveryId> deliveries, Seen seen) {
        return consumer.release(deliveries, seen);
    }

    @Override
    public CompletionStage<List<DeliveryId>> redeliver(List<SeenDelivery> seen) {
        return consumer.redeliver(seen);
    }

    @Override
    public CompletionStage<Void> close() {
        ofLink.remove(memberId(), this);
        return consumer.close();
    }

    @Override
    public void abandon() {
        ofLink.remove(memberId(), this);
        consumer.abandon();
    }

    @Override
    public Acknowledgement toAcknowledge(List<DeliveryId> deliveries) {
        return consumer.toAcknowledge(deliveries);
    }
}
