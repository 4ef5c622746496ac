package io.replaymq.remote.client;

import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.Consumed;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.log.api.BrokerException;
import io.replaymq.remote.client.Request.Subject;
import io.replaymq.remote.client.Request.Subject.Ending.Manner;
import io.replaymq.remote.wire.ClientFrame;
import io.replaymq.remote.wire.TransactionCall;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The transactions of a link that have not ended.
 *
 * <p><b>They survive connections.</b> What a transaction sends goes out at once and is kept. Over a new connection, when all consumers
 * are back, each transaction is sent again from its beginning, in order, and behind it whatever was asked to end it: a server that has
 * the sends already passes over them, one that was started again has forgotten them. The question is the same, so is the answer.
 *
 * <p>Belongs to the link's event loop, except where said otherwise.
 */
final class Transactions {
    private static final Comparator<KeptTransaction> AS_BEGUN = Comparator.comparingLong(
                    (KeptTransaction each) -> each.id().producer().producerId())
            .thenComparingLong(each -> each.id().number());

    private final Conversation conversation;
    private final Consumers consumers;
    private final Map<TransactionId, KeptTransaction> open = new ConcurrentHashMap<>();
    private boolean flowing;

    Transactions(Conversation conversation, Consumers consumers) {
        this.conversation = conversation;
        this.consumers = consumers;
    }

    /** The transaction, which begins if it is not known. Any thread. */
    KeptTransaction of(TransactionId id) {
        return open.computeIfAbsent(id, KeptTransaction::new);
    }

    /** Asks for it to be committed, when it is taken. Any thread. */
    Request<Void> commit(TransactionEnd end) {
        Request<Void> request = Request.about(
                new Subject.Ending(this, end.transaction(), Manner.COMMIT),
                Void.class,
                correlation -> new ClientFrame.Transact(correlation, new TransactionCall.Commit(end)));
        request.answer().thenRun(() -> settle(end));
        return request;
    }

    /** Asks for it to be prepared, when it is taken. Any thread. */
    Request<BranchVote> prepare(BranchId branch, TransactionEnd end) {
        Request<BranchVote> request = Request.about(
                new Subject.Ending(this, end.transaction(), Manner.PREPARE),
                BranchVote.class,
                correlation -> new ClientFrame.Transact(correlation, new TransactionCall.Prepare(branch, end)));
        request.answer().thenRun(() -> settle(end));
        return request;
    }

    /** Asks for it to be rolled back, when it is taken. Any thread. */
    Request<Void> rollBack(TransactionId id) {
        return Request.about(
                new Subject.Ending(this, id, Manner.ROLL_BACK),
                Void.class,
                correlation -> new ClientFrame.Transact(correlation, new TransactionCall.RollBack(id)));
    }

    /** What it consumed its consumers hold no longer. */
    private void settle(TransactionEnd end) {
        for (Consumed each : end.consumed()) {
            consumers.settled(each.consumer(), each.deliveries());
        }
    }

    void stream(Streaming streaming) {
        streaming.transaction().keep(streaming.send());
        if (flowing) {
            write(streaming.send());
        }
    }

    /** Asks for a transaction to be ended, behind all it has sent. */
    void ask(Request<?> request, Subject.Ending ending) {
        KeptTransaction transaction = of(ending.id());
        BrokerException unfit = transaction.unfit();
        if (ending.manner() == Manner.ROLL_BACK) {
            transaction.sends().clear();
        } else if (unfit != null) {
            Request<Void> instead = rollBack(transaction.id());
            ask(instead, (Subject.Ending) instead.subject());
            request.fail(new TransactionRolledBackException(String.valueOf(unfit.getMessage()), unfit));
            return;
        }
        transaction.onAsked(request);
        request.answer().whenComplete((answer, failure) -> {
            if (transaction.onAnswered(request)) {
                open.remove(transaction.id(), transaction);
            }
        });
        conversation.ask(request);
    }

    /** The connection is gone: nothing goes out until {@link #flow}. */
    void interrupted() {
        flowing = false;
    }

    /** There is a connection, and all consumers are attached to it. */
    void flow() {
        flowing = true;
        open.values().stream().sorted(AS_BEGUN).forEach(transaction -> {
            transaction.sends().forEach(this::write);
            conversation.repeat(transaction.ends());
        });
    }

    /** Whether what is said about transactions goes out. */
    boolean isFlowing() {
        return flowing;
    }

    /** The link has ended, and they with it. */
    void forgetAll() {
        open.clear();
    }

    private void write(TransactionSend send) {
        ClientConnection connection = conversation.openConnection();
        if (connection != null) {
            connection.write(new ClientFrame.Stream(send));
        }
    }
}
