package io.replaymq.jms.consumer;

import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.SeenDelivery;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * What one consumer tells the broker. Once it has detached it has nothing to say any more, whatever another thread still meant
 * to: its monitor orders that. Nobody waits long for it, because the link only queues what it is told.
 */
final class Outlet {
    private static final int MOST_AT_ONCE = 1_000;

    private final ConsumerLink link;
    private boolean detached;

    Outlet(ConsumerLink link) {
        this.link = link;
    }

    synchronized void credit(int messages) {
        if (!detached && messages > 0) {
            link.credit(messages);
        }
    }

    /** By what the broker knows the consumer at present. */
    UUID memberId() {
        return link.memberId();
    }

    synchronized CompletionStage<Void> acknowledge(List<Held> messages) {
        CompletionStage<Void> all = CompletableFuture.completedStage(null);
        if (!detached) {
            for (List<DeliveryId> some : ids(messages)) {
                CompletionStage<Void> answer = link.acknowledge(some);
                all = all.thenCompose(before -> answer);
            }
        }
        return all;
    }

    /** The same, when nobody waits for it. */
    synchronized void acknowledgeSoon(List<Held> messages) {
        if (!detached) {
            ids(messages).forEach(link::acknowledgeSoon);
        }
    }

    synchronized void release(List<Held> messages, Seen seen) {
        if (!detached) {
            ids(messages).forEach(some -> link.release(some, seen));
        }
    }

    /** Has the broker count another delivery. Completes with those that are still the consumer's. */
    synchronized CompletionStage<List<DeliveryId>> redeliver(List<Held> messages) {
        CompletionStage<List<DeliveryId>> all = CompletableFuture.completedStage(List.of());
        for (int from = 0; from < messages.size() && !detached; from += MOST_AT_ONCE) {
            List<Held> some = messages.subList(from, Math.min(messages.size(), from + MOST_AT_ONCE));
            List<SeenDelivery> seen = some.stream()
                    .map(each -> new SeenDelivery(each.id(), each.count()))
                    .toList();
            all = all.thenCombine(link.redeliver(seen), Outlet::joined);
        }
        return all;
    }

    private static List<DeliveryId> joined(List<DeliveryId> some, List<DeliveryId> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Ends the consumer: what it still holds goes back as if it had never been seen. May be called twice. */
    synchronized CompletionStage<Void> detach() {
        detached = true;
        return link.close();
    }

    private static List<List<DeliveryId>> ids(List<Held> messages) {
        if (messages.size() == 1) {
            return List.of(List.of(messages.get(0).id()));
        }
        List<List<DeliveryId>> ids = new ArrayList<>();
        for (int from = 0; from < messages.size(); from += MOST_AT_ONCE) {
            List<Held> some = messages.subList(from, Math.min(messages.size(), from + MOST_AT_ONCE));
            ids.add(some.stream().map(Held::id).toList());
        }
        return ids;
    }
}
