package io.replaymq.remote.client;

import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.SeenDelivery;
import io.replaymq.log.api.BatchTooLargeException;
import io.replaymq.remote.client.Request.Subject;
import io.replaymq.remote.wire.ClientFrame;
import io.replaymq.remote.wire.WireLimits;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A consumer at the other end of a connection. Any thread may call it; what it does happens on the link's event loop. */
final class RemoteConsumerLink implements ConsumerLink {
    private final LinkSession session;
    private final ConsumerSession consumer;
    private final Request<Void> detach;

    RemoteConsumerLink(LinkSession session, ConsumerSession consumer) {
        this.session = session;
        this.consumer = consumer;
        this.detach = Request.about(
                new Subject.Consumer(consumer),
                Void.class,
                correlation -> new ClientFrame.Detach(correlation, consumer.number()));
        detach.answer().thenRun(() -> session.consumers().remove(consumer));
    }

    @Override
    public UUID memberId() {
        return consumer.membership().memberId();
    }

    @Override
    public Standing standing() {
        return consumer.membership().standing();
    }

    @Override
    public void credit(int messages) {
        if (messages < 1) {
            throw new IllegalArgumentException("credit " + messages + ", expected 1 or more");
        }
        if (consumer.addCredit(messages)) {
            session.put(new CreditDue(consumer));
        }
    }

    @Override
    public CompletionStage<Void> acknowledge(List<DeliveryId> deliveries) {
        if (deliveries.size() > WireLimits.MAX_DELIVERY_IDS) {
            return tooMany(deliveries.size());
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        session.put(new Acknowledgement(consumer, List.copyOf(deliveries), done));
        return done;
    }

    @Override
    public void acknowledgeSoon(List<DeliveryId> deliveries) {
        session.put(new Acknowledgement(consumer, List.copyOf(deliveries), null));
    }

    @Override
    public CompletionStage<Void> release(List<DeliveryId> deliveries, Seen seen) {
        if (deliveries.size() > WireLimits.MAX_DELIVERY_IDS) {
            return tooMany(deliveries.size());
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        session.put(new Releasing(consumer, List.copyOf(deliveries), seen, done));
        return done;
    }

    @Override
    public CompletionStage<List<DeliveryId>> redeliver(List<SeenDelivery> seen) {
        if (seen.size() > WireLimits.MAX_DELIVERY_IDS) {
            return tooMany(seen.size());
        }
        CompletableFuture<List<DeliveryId>> done = new CompletableFuture<>();
        session.put(new Redelivering(consumer, List.copyOf(seen), done));
        return done;
    }

    @Override
    public CompletionStage<Void> close() {
        if (consumer.beginDetach()) {
            session.put(new Detaching(consumer, detach));
        }
        return detach.answer();
    }

    private static <T> CompletionStage<T> tooMany(int deliveries) {
        return CompletableFuture.failedFuture(new BatchTooLargeException(
                deliveries + " delivery ids in one call, expected up to " + WireLimits.MAX_DELIVERY_IDS));
    }
}
