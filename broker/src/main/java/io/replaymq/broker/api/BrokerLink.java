package io.replaymq.broker.api;

import io.replaymq.log.api.ProducerIdentity;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One client's link to the broker. What it opened ends with it.
 *
 * <p>All stages fail with a {@link io.replaymq.log.api.BrokerException} subclass; {@link LinkClosedException} after
 * {@link #close()} or loss. Over a connection, calls made while it is interrupted are carried out once it is back.
 */
public interface BrokerLink {
    /**
     * Sets the client identifier of a link that was opened without one.
     *
     * @return fails with {@link ClientIdInUseException}
     */
    CompletionStage<Void> identify(String clientId);

    /** Makes sure that a destination exists, and describes it. @return fails with {@link InvalidDestinationException} */
    CompletionStage<DestinationDescription> declare(Destination destination);

    /** A new producer identity: its sequences start at 0 for each destination. Never handed out twice. */
    CompletionStage<ProducerIdentity> openProducer();

    /**
     * Appends messages to a destination, all or nothing, in order. Idempotent: the same batch again is answered as before.
     *
     * @return completes when the batch has reached its durability; fails with {@link InvalidDestinationException},
     *     {@link io.replaymq.log.api.BatchTooLargeException}, {@link io.replaymq.log.api.ProducerFencedException},
     *     {@link io.replaymq.log.api.OutOfOrderSequenceException} or {@link io.replaymq.log.api.StorageFailedException}
     */
    CompletionStage<SendReceipt> send(SendBatch batch);

    /**
     * Adds messages to a transaction: nobody sees them before it is committed. Not answered; what is wrong with them is told by {@link
     * #commit} or {@link #prepare}. A send whose index has come before is passed over. The transaction begins with whatever comes first
     * of it; a producer has one at a time.
     */
    void send(TransactionSend send);

    /**
     * Commits a transaction: what it sent and what it acknowledges, in one AppendSet, {@link io.replaymq.log.api.Durability#DURABLE}. The
     * same call again is answered as before, also over a restart of the broker, as long as the log remembers the producer.
     *
     * @return fails with {@link TransactionRolledBackException} if nothing of it took effect and nothing will, or {@link
     *     io.replaymq.transactions.api.InDoubtException} if nobody can say
     */
    CompletionStage<Void> commit(TransactionEnd transaction);

    /**
     * Forgets a transaction that was neither committed nor prepared. What it consumed is held as before: whoever holds it releases it, or
     * has it {@linkplain ConsumerLink#redeliver delivered again}. Of one that is not known, nothing happens.
     */
    CompletionStage<Void> rollBack(TransactionId transaction);

    /**
     * Makes a transaction a prepared branch: durable, independent of this link and its consumers, waiting for its outcome. What it
     * consumed is held by the branch and delivered to nobody. The same call again is answered as before.
     *
     * @return fails with {@link BranchExistsException}, or as {@link #commit} does
     */
    CompletionStage<BranchVote> prepare(BranchId branch, TransactionEnd transaction);

    /**
     * Ends a prepared branch, whoever prepared it. The same call again is answered as before, while the branch is remembered.
     *
     * @return fails with {@link UnknownBranchException}, or {@link HeuristicOutcomeException} if an operator ended it in another way
     */
    CompletionStage<Void> end(BranchId branch, BranchOutcome outcome);

    /** Forgets a branch that an operator has ended. @return fails with {@link UnknownBranchException} */
    CompletionStage<Void> forget(BranchId branch);

    /** The branches that are prepared, and those an operator has ended that are not forgotten; oldest first. */
    CompletionStage<List<BranchDescription>> branches();

    /**
     * Attaches a consumer. It receives nothing until it gives credit.
     *
     * <p>A durable subscription that exists with another topic, selector or {@code notFrom} is deleted and made anew, if nobody
     * consumes from it. A shared one that is not durable has to be asked for as it is, as long as it has consumers.
     *
     * @param listener receives the deliveries, one call at a time, in order
     * @return fails with {@link InvalidDestinationException}, {@link InvalidSelectorException}, {@link SubscriptionInUseException} if a
     *     subscription cannot be had because of its consumers or because another of its client has the name, or
     *     {@link DestinationInUseException} for a temporary destination of another link
     */
    CompletionStage<ConsumerLink> subscribe(ConsumerRequest request, DeliveryListener listener);

    /**
     * Deletes a durable subscription, shared or not: that of its client identifier and name, whatever its topic. Jakarta Messaging 3.1,
     * section 8.3.
     *
     * @return fails with {@link UnknownDestinationException} if there is none, {@link SubscriptionInUseException} if it has a consumer
     */
    CompletionStage<Void> unsubscribe(ConsumerTarget.Durable subscription);

    /**
     * Sets a queue or durable subscription back (or forward): what lies from there on is delivered (again). Deliveries in flight
     * are forgotten; acknowledgements of them change nothing.
     *
     * @return fails with {@link UnknownDestinationException}
     */
    CompletionStage<Void> rewind(ConsumerTarget target, StartPosition to);

    /**
     * Looks through the messages of a queue that nobody has settled, those included that are with consumers; not those that have expired or
     * whose delivery time has not come. What is sent after the first page is not in any. A call costs the same however deep the queue
     * is, and may be repeated.
     *
     * @return fails with {@link InvalidDestinationException}, {@link InvalidSelectorException} or {@link DestinationInUseException}
     */
    CompletionStage<BrowsePage> browse(BrowseRequest request);

    /**
     * Makes a destination that lives as long as this link, an interruption or a restart of the broker that the link comes back from
     * included. Only this link consumes from it; everybody may send to it. Jakarta Messaging 3.1, section 6.2.2.
     */
    CompletionStage<DestinationDescription> createTemporary(Destination.Kind kind);

    /**
     * Deletes a temporary destination of this link, with what is in it.
     *
     * @return fails with {@link InvalidDestinationException} if it is not temporary, {@link UnknownDestinationException} if it does not
     *     exist, {@link DestinationInUseException} if it has consumers or is another link's
     */
    CompletionStage<Void> delete(Destination destination);

    /** How a queue or durable subscription stands. @return fails with {@link UnknownDestinationException} */
    CompletionStage<TargetStatus> status(ConsumerTarget target);

    /**
     * Asks something of the log under the broker: administration, and reading and appending by partition and offset. Over a connection, a
     * request whose answer was lost in an interruption is carried out again.
     *
     * @return fails with what the request says, or with whatever the log fails with
     */
    <A> CompletionStage<A> ask(LogRequest<A> request);

    /** Ends the link and everything opened on it. Completes when the broker knows. May be called twice. */
    CompletionStage<Void> close();

    /**
     * Drops the link without a goodbye, as a cut connection does: its client identifier waits for a link with the same token, its
     * consumers may resume on another link, and what they hold stays theirs, until the broker's resume window is over.
     */
    void abandon();
}
