package io.replaymq.remote.client;

import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.log.api.BrokerException;
import io.replaymq.remote.client.Request.Subject;
import io.replaymq.remote.wire.ClientFrame;
import io.replaymq.remote.wire.ServerFrame.Held;
import io.replaymq.remote.wire.ServerFrame.Subscribed;
import io.replaymq.remote.wire.WireErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The requests that a session makes of its own accord, and of what consumers have gathered. */
final class ConsumerRequests {
    private ConsumerRequests() {}

    /** One request for all that was settled, which completes each of the calls it was gathered from. */
    static Request<Void> acknowledge(ConsumerSession consumer, List<Acknowledgement> settled) {
        List<DeliveryId> all = settled.get(0).deliveries();
        if (settled.size() > 1) {
            all = new ArrayList<>();
            for (Acknowledgement each : settled) {
                all.addAll(each.deliveries());
            }
        }
        List<DeliveryId> deliveries = all;
        Request<Void> request = Request.about(
                new Subject.Consumer(consumer),
                Void.class,
                correlation -> new ClientFrame.Acknowledge(correlation, consumer.number(), deliveries));
        request.answer().whenComplete((nothing, failure) -> {
            consumer.onSettled(deliveries);
            for (Acknowledgement each : settled) {
                if (failure == null) {
                    each.complete();
                } else {
                    each.fail(failure);
                }
            }
        });
        return request;
    }

    /** Gives deliveries back; when it is repeated, only those that were not delivered again meanwhile. */
    static Request<Void> release(Releasing releasing) {
        ConsumerSession consumer = releasing.consumer();
        consumer.onReleasing(releasing.deliveries());
        Request<Void> request = Request.about(
                new Subject.Consumer(consumer),
                Void.class,
                correlation -> new ClientFrame.Release(
                        correlation,
                        consumer.number(),
                        releasing.seen(),
                        consumer.stillReleasing(releasing.deliveries())));
        request.answer().whenComplete((nothing, failure) -> {
            consumer.onReleased(releasing.deliveries());
            if (failure == null) {
                releasing.done().complete(null);
            } else {
                releasing.done().completeExceptionally(failure);
            }
        });
        return request;
    }

    /** Has deliveries counted again; when it is repeated, only those that did not come from the broker again meanwhile. */
    static Request<Held> redeliver(Redelivering redelivering) {
        ConsumerSession consumer = redelivering.consumer();
        consumer.onRedelivering(redelivering.seen());
        Request<Held> request = Request.about(
                new Subject.Consumer(consumer),
                Held.class,
                correlation -> new ClientFrame.Redeliver(
                        correlation, consumer.number(), consumer.stillRedelivering(redelivering.seen())));
        request.answer().whenComplete((answer, failure) -> {
            if (failure == null) {
                redelivering.done().complete(consumer.onRedelivered(redelivering.seen(), answer.deliveries()));
            } else {
                consumer.onNotRedelivered(redelivering.seen());
                redelivering.done().completeExceptionally(failure);
            }
        });
        return request;
    }

    static ClientFrame credit(ConsumerSession consumer) {
        return new ClientFrame.Credit(consumer.number(), consumer.takeCredit());
    }

    /** Brings a consumer back after its connection was replaced. */
    static Request<Subscribed> resume(
            ConsumerSession consumer,
            BiConsumer<ConsumerSession, Subscribed> resumed,
            Consumer<BrokerException> refused) {
        ConsumerRequest asBefore = consumer.resumeRequest();
        Request<Subscribed> request = Request.about(
                Subject.Return.INSTANCE,
                Subscribed.class,
                correlation -> new ClientFrame.Subscribe(correlation, consumer.number(), asBefore));
        request.answer().whenComplete((answer, failure) -> {
            if (failure == null) {
                resumed.accept(consumer, answer);
            } else {
                refused.accept(WireErrors.known(failure));
            }
        });
        return request;
    }

    static Request<Void> close(Runnable closed) {
        Request<Void> request = Request.of(Void.class, ClientFrame.Close::new);
        request.answer().whenComplete((nothing, failure) -> closed.run());
        return request;
    }

    /** Whether a consumer that was refused may be taken a little later. */
    static boolean isTransient(BrokerException cause) {
        return switch (cause.code()) {
            case SUBSCRIPTION_IN_USE, BACKPRESSURE, LINK_CLOSED, LOG_CLOSED, CONNECTION_LOST -> true;
            default -> false;
        };
    }
}
