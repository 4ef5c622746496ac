package io.replaymq.remote.wire;

import static io.replaymq.remote.wire.SampleFrames.EMPTY;
import static io.replaymq.remote.wire.SampleFrames.ID;
import static io.replaymq.remote.wire.SampleFrames.IDS;
import static io.replaymq.remote.wire.SampleFrames.MESSAGE;

import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchDescription.BranchState;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.Consumed;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.SeenDelivery;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.log.api.ProducerIdentity;
import java.util.List;
import java.util.UUID;

/** Frames about transactions and branches, with every variant of what they are made of. */
final class TransactionSampleFrames {
    private static final TransactionId TRANSACTION = new TransactionId(new ProducerIdentity(77, (short) 2), 1L << 33);
    private static final TransactionEnd SENDS_ONLY = new TransactionEnd(TRANSACTION, 6, 2, List.of());
    private static final TransactionEnd ALL = new TransactionEnd(
            TRANSACTION, 7, 0, List.of(new Consumed(ID, IDS), new Consumed(new UUID(1, 2), List.of(IDS.get(1)))));
    private static final BranchId BRANCH = new BranchId(4660, new byte[] {1, 2, 3}, new byte[] {-1});
    private static final BranchId LONG = new BranchId(-1, new byte[BranchId.MAX_BYTES], new byte[0]);

    private TransactionSampleFrames() {}

    static List<Frame> all() {
        return List.of(
                new ClientFrame.Stream(
                        new TransactionSend(TRANSACTION, 0, Destination.queue("orders"), List.of(MESSAGE, EMPTY))),
                new ClientFrame.Stream(new TransactionSend(TRANSACTION, 1, Destination.topic("n"), List.of(EMPTY))),
                ask(60, new TransactionCall.Commit(SENDS_ONLY)),
                ask(61, new TransactionCall.Commit(ALL)),
                ask(62, new TransactionCall.RollBack(TRANSACTION)),
                ask(63, new TransactionCall.Prepare(BRANCH, ALL)),
                ask(64, new TransactionCall.Prepare(LONG, SENDS_ONLY)),
                ask(65, new TransactionCall.EndBranch(BRANCH, BranchOutcome.COMMIT)),
                ask(66, new TransactionCall.EndBranch(BRANCH, BranchOutcome.ROLL_BACK)),
                ask(67, new TransactionCall.ForgetBranch(BRANCH)),
                ask(68, TransactionCall.ListBranches.INSTANCE),
                new ClientFrame.Redeliver(
                        70, 2, List.of(new SeenDelivery(IDS.get(0), 1), new SeenDelivery(IDS.get(1), 9))),
                new ClientFrame.Ask(72, new LogRequest.EndBranch(BRANCH, BranchOutcome.COMMIT)),
                new ClientFrame.Ask(73, new LogRequest.EndBranch(LONG, BranchOutcome.ROLL_BACK)),
                new ServerFrame.Voted(63, BranchVote.PREPARED),
                new ServerFrame.Voted(64, BranchVote.READ_ONLY),
                new ServerFrame.Branches(68, List.of()),
                new ServerFrame.Branches(
                        69,
                        List.of(
                                new BranchDescription(BRANCH, BranchState.PREPARED, 1_700_000_000_000L, 2, 3),
                                new BranchDescription(LONG, BranchState.HEURISTICALLY_COMMITTED, 0, 0, 1),
                                new BranchDescription(BRANCH, BranchState.HEURISTICALLY_ROLLED_BACK, 1, 1, 0))),
                new ServerFrame.Held(70, IDS),
                new ServerFrame.Held(71, List.of()));
    }

    private static Frame ask(long correlation, TransactionCall call) {
        return new ClientFrame.Transact(correlation, call);
    }
}
