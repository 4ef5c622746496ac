package io.replaymq.broker.api;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** A consumer attached to the broker. What it has not settled when it ends, or its link is lost for good, is redelivered. */
public interface ConsumerLink {
    /** Its id, with which it can come back after an interruption. */
    UUID memberId();

    /** Whether a consumer that came back kept what it held, or had been given up: then what it holds may go to others. */
    Standing standing();

    /** Allows the broker to deliver this many messages more. */
    void credit(int messages);

    /**
     * Settles deliveries for good. Idempotent.
     *
     * @return completes when that is in the log; deliveries it no longer holds are passed over
     */
    CompletionStage<Void> acknowledge(List<DeliveryId> deliveries);

    /**
     * The same, for deliveries whose settlement nobody waits for. A link that pays for every call may keep them for a few
     * milliseconds and tell the broker of many at once. Before anything else that it is asked, and before it ends, it tells. If the
     * process dies first, they are delivered again.
     */
    default void acknowledgeSoon(List<DeliveryId> deliveries) {
        acknowledge(deliveries);
    }

    /** Gives deliveries back, to be delivered again to whichever consumer; order is kept. */
    CompletionStage<Void> release(List<DeliveryId> deliveries, Seen seen);

    /**
     * Counts another delivery of what the application has seen and this consumer delivers to it again itself: after a rollback or a
     * recovery. What its queue gives up after so many deliveries, or lets rest before the next, is no longer this consumer's. The same
     * call again, because its answer was lost, counts nothing again.
     *
     * @param seen the deliveries, with the counts they were seen with
     * @return those of them that it still holds, in their order, to be delivered again with a count of one more; once that is in the log
     */
    CompletionStage<List<DeliveryId>> redeliver(List<SeenDelivery> seen);

    /** Detaches; what it still holds counts as not seen. Completes when the broker knows. May be called twice. */
    CompletionStage<Void> close();

    /** Whether the application saw a delivery that is given back. */
    enum Seen {
        /** It did: the next delivery is a redelivery and counts. */
        BY_APPLICATION,
        /** It stayed in a buffer: the next delivery is as if this one had not been. */
        NOT_SEEN
    }

    /** How the broker took a consumer that asked to resume. */
    enum Standing {
        /** A new consumer, or one that came back in time and keeps what it held. */
        HOLDS,
        /** It came back too late: what it held is lost to it; its member id is new. */
        STARTED_ANEW
    }
}
