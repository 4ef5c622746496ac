package io.replaymq.groups.sharing;

import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedConsumer;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroup.Registration;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.groups.api.SharedRecord;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.record.Codec;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member of a group behind calls of any thread. */
public final class MemberConsumer<K, V> implements SharedConsumer<K, V> {
    private static final Logger LOGGER = LoggerFactory.getLogger(MemberConsumer.class);

    private final SharedGroups groups;
    private final String group;
    private final SharedGroup source;
    private final GroupMember member;
    private final Polls polls;
    private final Registration registration;
    private final Executor owner;
    private final Codec<K> keys;
    private final Codec<V> values;

    /** Over a member that has just been attached. On the owner thread. */
    public MemberConsumer(
            SharedGroups groups,
            SharedGroup group,
            GroupMember member,
            Executor owner,
            Codec<K> keys,
            Codec<V> values) {
        this.groups = groups;
        this.group = group.spec().name();
        this.source = group;
        this.member = member;
        this.owner = owner;
        this.keys = keys;
        this.values = values;
        this.polls = new Polls(member);
        this.registration = group.onAcquirable(this::serve);
    }

    private void serve() {
        if (groups.groupOf(member.id()).isEmpty()) {
            end("is no member of group " + group + " any more");
        }
        polls.serve();
    }

    private void end(String what) {
        registration.close();
        polls.end(new MemberFencedException("consumer " + member.id() + " " + what));
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public List<SharedRecord<K, V>> poll(int max, Duration timeout) throws InterruptedException {
        if (max < 1) {
            throw new IllegalArgumentException("max=" + max + ", expected 1 or more");
        }
        Polls.Poll poll = new Polls.Poll(max);
        owner.execute(() -> polls.add(poll));
        try {
            return await(poll, timeout).stream().map(this::typed).toList();
        } catch (InterruptedException e) {
            owner.execute(() -> polls.abandon(poll));
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BrokerException known) {
                throw known;
            }
            throw new IllegalStateException("a poll of " + group + " failed", e.getCause());
        }
    }

    private List<AcquiredRecord> await(Polls.Poll poll, Duration timeout)
            throws InterruptedException, ExecutionException {
        try {
            return poll.answer().get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            owner.execute(() -> polls.timeOut(poll));
            return poll.answer().get(); // the owner says which came first
        }
    }

    private SharedRecord<K, V> typed(AcquiredRecord acquired) {
        return new SharedRecord<>(acquired, source.source(acquired.id().partition()), keys, values);
    }

    @Override
    public CompletionStage<Void> acknowledge(Collection<SharedRecord<K, V>> records) {
        List<RecordId> ids = ids(records);
        return onOwner(() -> member.acknowledge(ids));
    }

    @Override
    public CompletionStage<Void> release(Collection<SharedRecord<K, V>> records, Seen seen) {
        List<RecordId> ids = ids(records);
        return onOwner(() -> member.release(ids, seen));
    }

    @Override
    public CompletionStage<Void> releaseAfter(Collection<SharedRecord<K, V>> records, Duration delay) {
        List<RecordId> ids = ids(records);
        return onOwner(() -> member.releaseAfter(ids, delay));
    }

    @Override
    public CompletionStage<Void> reject(Collection<SharedRecord<K, V>> records, String reason) {
        List<RecordId> ids = ids(records);
        return onOwner(() -> member.reject(ids, reason));
    }

    @Override
    public CompletionStage<List<SharedRecord<K, V>>> extend(Collection<SharedRecord<K, V>> records) {
        List<SharedRecord<K, V>> asked = List.copyOf(records);
        return onOwner(() -> {
            Set<RecordId> lost = new HashSet<>(member.extend(ids(asked)));
            return CompletableFuture.completedStage(
                    asked.stream().filter(each -> lost.contains(each.id())).toList());
        });
    }

    @Override
    public Acknowledgement toAcknowledge(Collection<SharedRecord<K, V>> records) {
        return new Acknowledgement(member, ids(records));
    }

    private List<RecordId> ids(Collection<SharedRecord<K, V>> records) {
        return records.stream().map(SharedRecord::id).toList();
    }

    /** Carries a call to the owner; what the caller did wrong comes back as the stage's failure. */
    private <T> CompletionStage<T> onOwner(Supplier<CompletionStage<T>> call) {
        return CompletableFuture.supplyAsync(call, owner).thenCompose(stage -> stage);
    }

    @Override
    public void close() {
        try {
            owner.execute(() -> {
                end("is closed");
                member.leave();
            });
        } catch (LogClosedException e) {
            LOGGER.debug("Consumer {} has ended with its groups", member.id(), e);
        }
    }
}
