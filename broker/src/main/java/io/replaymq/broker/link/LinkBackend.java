package io.replaymq.broker.link;

import io.replaymq.broker.api.BrowsePage;
import io.replaymq.broker.api.BrowseRequest;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.TargetStatus;
import io.replaymq.broker.dispatch.OpenConsumer;
import io.replaymq.broker.send.SendLane;
import io.replaymq.broker.transaction.LinkTransactions;
import io.replaymq.broker.transaction.Transactions;
import io.replaymq.log.api.ProducerIdentity;
import java.util.concurrent.CompletionStage;

/** What links lead to: the rest of the broker. Calls mean what they mean in {@link io.replaymq.broker.api.BrokerLink}. */
public interface LinkBackend {
    /** A way into the log for one link. */
    SendLane newLane();

    /** The transactions of one link. */
    LinkTransactions newTransactions(LinkTransactions.Consumers consumers);

    /** The prepared branches of all links. */
    Transactions branches();

    /** Makes sure that a destination exists. */
    CompletionStage<DestinationDescription> declare(Destination destination);

    /** A new producer identity. */
    CompletionStage<ProducerIdentity> openProducer();

    /** Attaches a consumer. */
    CompletionStage<OpenConsumer> subscribe(ConsumerRequest request, DeliveryListener listener);

    /** Deletes a durable subscription. */
    CompletionStage<Void> unsubscribe(ConsumerTarget.Durable subscription);

    /** Sets a queue or durable subscription back or forward. */
    CompletionStage<Void> rewind(ConsumerTarget target, StartPosition to);

    /** How a queue or durable subscription stands. */
    CompletionStage<TargetStatus> status(ConsumerTarget target);

    /** One page of a queue's messages. */
    CompletionStage<BrowsePage> browse(BrowseRequest request);

    /** Makes a temporary destination for an owner of links. */
    CompletionStage<DestinationDescription> createTemporary(String owner, Destination.Kind kind);

    /** Deletes a temporary destination of an owner. */
    CompletionStage<Void> deleteTemporary(String owner, Destination destination);

    /** An owner has no link any more, and none will come back. Completes when what it made is deleted. */
    CompletionStage<Void> ownerGone(String owner);

    /** Asks something of the log. */
    <A> CompletionStage<A> ask(LogRequest<A> request);

    /** Runs a task once nothing that was cut now can resume any more. */
    void afterResumeWindow(Runnable task);
}
