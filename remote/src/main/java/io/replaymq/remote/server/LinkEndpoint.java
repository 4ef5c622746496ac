package io.replaymq.remote.server;

import io.netty.util.collection.IntObjectHashMap;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import io.replaymq.remote.api.ProtocolViolationException;
import io.replaymq.remote.wire.ClientFrame;
import io.replaymq.remote.wire.Outbox;
import io.replaymq.remote.wire.ServerFrame;
import io.replaymq.remote.wire.TransactionCall;
import io.replaymq.remote.wire.WireErrors;
import io.replaymq.remote.wire.WireLimits;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a client's requests on its link to the broker, and has each answered. Belongs to the connection's event loop; the
 * broker completes stages on its own threads, which only leave the answer in the outbox.
 */
final class LinkEndpoint {
    private static final int PAGE_BYTES = 1 << 20; // about what a page of a queue takes

    private final BrokerLink link;
    private final Outbox<Outgoing> outbox;
    private final Intake intake;
    private final int maxFrameBytes;
    private final Consumer<BrokerException> interruption;
    private final IntObjectHashMap<ConsumerEndpoint> consumers = new IntObjectHashMap<>();

    /** Requests that fail because the broker is going away are not answered; the connection is interrupted instead. */
    LinkEndpoint(
            BrokerLink link,
            Outbox<Outgoing> outbox,
            Intake intake,
            int maxFrameBytes,
            Consumer<BrokerException> interruption) {
        this.link = link;
        this.maxFrameBytes = maxFrameBytes;
        this.outbox = outbox;
        this.intake = intake;
        this.interruption = interruption;
    }

    BrokerLink link() {
        return link;
    }

    void topUp() {
        for (ConsumerEndpoint each : consumers.values()) {
            each.topUp();
        }
    }

    void onFrame(ClientFrame frame) {
        switch (frame.type()) {
            case SEND -> onSend((ClientFrame.Send) frame);
            case TRANSACTION_SEND -> link.send(((ClientFrame.Stream) frame).send());
            case CREDIT -> onCredit((ClientFrame.Credit) frame);
            case ACKNOWLEDGE -> onAcknowledge((ClientFrame.Acknowledge) frame);
            case RELEASE -> onRelease((ClientFrame.Release) frame);
            case SUBSCRIBE -> onSubscribe((ClientFrame.Subscribe) frame);
            case DETACH -> onDetach((ClientFrame.Detach) frame);
            default -> onRareFrame(frame);
        }
    }

    private void onRareFrame(ClientFrame frame) {
        if (frame instanceof ClientFrame.Ask ask) {
            onAsk(ask.correlation(), ask.request());
        } else if (frame instanceof ClientFrame.Transact transact) {
            onTransact(transact.correlation(), transact.call());
        } else if (frame instanceof ClientFrame.Redeliver redeliver) {
            onRedeliver(redeliver);
        } else if (frame instanceof ClientFrame.Identify identify) {
            done(identify.correlation(), link.identify(identify.clientId()));
        } else if (frame instanceof ClientFrame.Declare declare) {
            declared(declare.correlation(), link.declare(declare.destination()));
        } else if (frame instanceof ClientFrame.CreateTemporary create) {
            declared(create.correlation(), link.createTemporary(create.kind()));
        } else if (frame instanceof ClientFrame.DeleteTemporary delete) {
            done(delete.correlation(), link.delete(delete.destination()));
        } else if (frame instanceof ClientFrame.Browse browse) {
            long correlation = browse.correlation();
            answer(
                    correlation,
                    link.browse(browse.request()),
                    PAGE_BYTES,
                    (page, to) -> to.frame(new ServerFrame.Browsed(correlation, page)));
        } else if (frame instanceof ClientFrame.OpenProducer open) {
            long correlation = open.correlation();
            answer(
                    correlation,
                    link.openProducer(),
                    Intake.OVERHEAD_BYTES,
                    (identity, to) -> to.frame(new ServerFrame.ProducerOpened(correlation, identity)));
        } else if (frame instanceof ClientFrame.Unsubscribe unsubscribe) {
            done(unsubscribe.correlation(), link.unsubscribe(unsubscribe.subscription()));
        } else if (frame instanceof ClientFrame.Rewind rewind) {
            done(rewind.correlation(), link.rewind(rewind.target(), rewind.position()));
        } else if (frame instanceof ClientFrame.Status status) {
            long correlation = status.correlation();
            answer(
                    correlation,
                    link.status(status.target()),
                    Intake.OVERHEAD_BYTES,
                    (report, to) -> to.frame(new ServerFrame.StatusReport(correlation, report)));
        }
    }

    private void declared(long correlation, CompletionStage<DestinationDescription> stage) {
        answer(
                correlation,
                stage,
                Intake.OVERHEAD_BYTES,
                (description, to) -> to.frame(new ServerFrame.Declared(correlation, description)));
    }

    private <A> void onAsk(long correlation, LogRequest<A> request) {
        answer(correlation, link.ask(request), LogAnswers.cost(request), (value, to) -> {
            if (value instanceof LogAnswer told) {
                LogAnswers.encode(correlation, told, maxFrameBytes, to);
            } else {
                to.done(correlation);
            }
        });
    }

    private void onTransact(long correlation, TransactionCall call) {
        if (call instanceof TransactionCall.Commit commit) {
            done(correlation, link.commit(commit.end()));
        } else if (call instanceof TransactionCall.RollBack rollBack) {
            done(correlation, link.rollBack(rollBack.transaction()));
        } else if (call instanceof TransactionCall.Prepare prepare) {
            answer(
                    correlation,
                    link.prepare(prepare.branch(), prepare.end()),
                    Intake.OVERHEAD_BYTES,
                    (vote, to) -> to.frame(new ServerFrame.Voted(correlation, vote)));
        } else if (call instanceof TransactionCall.EndBranch end) {
            done(correlation, link.end(end.branch(), end.outcome()));
        } else if (call instanceof TransactionCall.ForgetBranch forget) {
            done(correlation, link.forget(forget.branch()));
        } else {
            answer(
                    correlation,
                    link.branches(),
                    PAGE_BYTES,
                    (branches, to) -> LogAnswers.encode(correlation, branches, maxFrameBytes, to));
        }
    }

    private void onSend(ClientFrame.Send send) {
        SendBatch batch = send.batch();
        int cost = Intake.OVERHEAD_BYTES;
        for (Message each : batch.messages()) {
            cost += each.content().sizeInBytes();
        }
        long correlation = send.correlation();
        answer(correlation, link.send(batch), cost, (receipt, to) -> to.sent(correlation, receipt));
    }

    private void onCredit(ClientFrame.Credit credit) {
        consumer(credit.consumer()).credit(credit.messages());
    }

    private void onAcknowledge(ClientFrame.Acknowledge acknowledge) {
        ConsumerLink consumer = consumer(acknowledge.consumer()).link();
        done(acknowledge.correlation(), consumer.acknowledge(acknowledge.deliveries()));
    }

    private void onRelease(ClientFrame.Release release) {
        ConsumerLink consumer = consumer(release.consumer()).link();
        done(release.correlation(), consumer.release(release.deliveries(), release.seen()));
    }

    private void onRedeliver(ClientFrame.Redeliver redeliver) {
        long correlation = redeliver.correlation();
        answer(
                correlation,
                consumer(redeliver.consumer()).link().redeliver(redeliver.seen()),
                Intake.OVERHEAD_BYTES,
                (held, to) -> to.frame(new ServerFrame.Held(correlation, held)));
    }

    private void onSubscribe(ClientFrame.Subscribe subscribe) {
        if (consumers.containsKey(subscribe.consumer()) || consumers.size() >= WireLimits.MAX_CONSUMERS) {
            throw new ProtocolViolationException("consumer " + subscribe.consumer() + " of " + consumers.size()
                    + ", expected a new number and up to " + WireLimits.MAX_CONSUMERS + " consumers");
        }
        ConsumerEndpoint consumer = new ConsumerEndpoint(subscribe.consumer(), outbox);
        consumers.put(consumer.number(), consumer);
        long correlation = subscribe.correlation();
        answer(
                correlation,
                link.subscribe(subscribe.request(), consumer).whenComplete((attached, failure) -> {
                    if (failure != null) {
                        outbox.put(to -> consumers.remove(consumer.number(), consumer));
                    }
                }),
                Intake.OVERHEAD_BYTES,
                (attached, to) -> {
                    consumer.attach(attached);
                    to.frame(new ServerFrame.Subscribed(correlation, attached.memberId(), attached.standing()));
                });
    }

    private void onDetach(ClientFrame.Detach detach) {
        ConsumerEndpoint consumer = consumer(detach.consumer());
        ConsumerLink attached = consumer.link();
        consumers.remove(detach.consumer());
        done(detach.correlation(), attached.close());
    }

    private ConsumerEndpoint consumer(int number) {
        ConsumerEndpoint consumer = consumers.get(number);
        if (consumer == null) {
            throw new ProtocolViolationException("there is no consumer " + number);
        }
        return consumer;
    }

    private void done(long correlation, CompletionStage<Void> stage) {
        answer(correlation, stage, Intake.OVERHEAD_BYTES, (nothing, to) -> to.done(correlation));
    }

    private <T> void answer(long correlation, CompletionStage<T> stage, int cost, Encoder<T> encoder) {
        intake.begin(cost);
        stage.whenComplete((value, failure) -> outbox.put(to -> {
            intake.end(cost);
            if (failure == null) {
                encoder.encode(value, to);
            } else {
                refuse(correlation, WireErrors.known(failure), to);
            }
        }));
    }

    private void refuse(long correlation, BrokerException failure, Answers to) {
        if (isGoingAway(failure) || isKnownNextTime(failure)) {
            interruption.accept(failure);
        } else {
            to.frame(WireErrors.refused(correlation, failure));
        }
    }

    private static boolean isGoingAway(BrokerException failure) {
        return failure.code() == ErrorCode.LINK_CLOSED || failure.code() == ErrorCode.LOG_CLOSED;
    }

    /** A transaction is in doubt only because this broker ends now: the next one finds its outcome in the log. */
    private static boolean isKnownNextTime(BrokerException failure) {
        return failure.code() == ErrorCode.IN_DOUBT
                && failure.getCause() instanceof BrokerException cause
                && (isGoingAway(cause) || cause.code() == ErrorCode.STORAGE_FAILED);
    }

    /** Encodes the value a request is answered with. */
    private interface Encoder<T extends @Nullable Object> {
        void encode(T value, Answers to);
    }
}
