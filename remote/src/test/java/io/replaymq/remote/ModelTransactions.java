package io.replaymq.remote;

import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchDescription.BranchState;
import io.replaymq.broker.api.BranchExistsException;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.Consumed;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.broker.api.UnknownBranchException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ProducerIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/** What the {@link ModelBroker} remembers of transactions when their links are gone, under its lock. */
final class ModelTransactions {
    private final ModelBroker broker;
    private final Map<ProducerIdentity, List<TransactionId>> committed = new HashMap<>();
    private final Map<BranchId, Branch> branches = new LinkedHashMap<>();
    private final Map<BranchId, BranchOutcome> ended = new HashMap<>();

    ModelTransactions(ModelBroker broker) {
        this.broker = broker;
    }

    void commit(TransactionEnd end, Buffer buffer) {
        List<TransactionId> before =
                committed.computeIfAbsent(end.transaction().producer(), producer -> new ArrayList<>());
        if (end.sequence() < before.size() && before.get(end.sequence()).equals(end.transaction())) {
            return;
        }
        if (end.sequence() != before.size()) {
            throw new TransactionRolledBackException("sequence " + end.sequence() + ", expected " + before.size());
        }
        check(end, buffer);
        before.add(end.transaction());
        broker.events.add("commit");
        for (Consumed each : end.consumed()) {
            ModelQueue queue = queueOf(each.consumer());
            each.deliveries().forEach(queue.inFlight::remove);
            queue.settled.addAll(each.deliveries());
        }
        deliver(buffer.sends.values());
    }

    BranchVote prepare(BranchId branch, TransactionEnd end, Buffer buffer) {
        Branch known = branches.get(branch);
        if (known != null) {
            if (known.end().transaction().equals(end.transaction())) {
                return BranchVote.PREPARED;
            }
            throw new BranchExistsException("branch " + branch + " is prepared already");
        }
        check(end, buffer);
        if (end.sends() == 0 && end.consumed().isEmpty()) {
            return BranchVote.READ_ONLY;
        }
        UUID holder = UUID.randomUUID();
        Map<Consumed, ModelQueue> held = new HashMap<>();
        for (Consumed each : end.consumed()) {
            ModelQueue queue = queueOf(each.consumer());
            held.put(each, queue);
            each.deliveries().forEach(id -> queue.inFlight.put(id, holder));
        }
        branches.put(branch, new Branch(end, List.copyOf(buffer.sends.values()), held));
        broker.events.add("prepare");
        return BranchVote.PREPARED;
    }

    void end(BranchId id, BranchOutcome outcome) {
        Branch branch = branches.remove(id);
        if (branch == null) {
            if (ended.get(id) == outcome) {
                return;
            }
            throw new UnknownBranchException("no branch " + id);
        }
        ended.put(id, outcome);
        broker.events.add("end " + outcome);
        branch.held().forEach((consumed, queue) -> {
            consumed.deliveries().forEach(queue.inFlight::remove);
            if (outcome == BranchOutcome.COMMIT) {
                queue.settled.addAll(consumed.deliveries());
            }
        });
        deliver(outcome == BranchOutcome.COMMIT ? branch.sends() : List.of());
        branch.held().values().forEach(ModelQueue::deliver);
    }

    void forget(BranchId id) {
        if (ended.remove(id) == null) {
            throw new UnknownBranchException("no branch " + id);
        }
    }

    List<BranchDescription> branches() {
        List<BranchDescription> all = new ArrayList<>();
        branches.forEach((id, branch) -> all.add(new BranchDescription(
                id,
                BranchState.PREPARED,
                0,
                branch.sends().size(),
                branch.end().consumed().size())));
        return all;
    }

    private void check(TransactionEnd end, Buffer buffer) {
        BrokerException refusal = broker.refusal();
        if (refusal != null) {
            throw refusal;
        }
        if (buffer.sends.size() != end.sends() || (end.sends() > 0 && buffer.sends.lastKey() != end.sends() - 1)) {
            throw new TransactionRolledBackException(
                    "sends " + buffer.sends.keySet() + ", expected " + end.sends() + " from 0 on");
        }
        for (Consumed each : end.consumed()) {
            ModelQueue queue = queueOf(each.consumer());
            if (!each.deliveries().stream().allMatch(id -> each.consumer().equals(queue.inFlight.get(id)))) {
                throw new TransactionRolledBackException(
                        "consumer " + each.consumer() + " does not hold all it acknowledges");
            }
        }
    }

    private ModelQueue queueOf(UUID consumer) {
        return broker.queues.values().stream()
                .filter(each -> each.consumers.containsKey(consumer))
                .findFirst()
                .orElseThrow(() -> new TransactionRolledBackException("there is no consumer " + consumer));
    }

    private void deliver(Iterable<TransactionSend> sends) {
        for (TransactionSend each : sends) {
            ModelQueue queue = broker.queue(each.destination());
            queue.messages.addAll(each.messages());
            broker.later(queue::deliver);
        }
    }

    /** What a link has been sent for a transaction. */
    static final class Buffer {
        final NavigableMap<Integer, TransactionSend> sends = new TreeMap<>();
    }

    private record Branch(TransactionEnd end, List<TransactionSend> sends, Map<Consumed, ModelQueue> held) {}
}
