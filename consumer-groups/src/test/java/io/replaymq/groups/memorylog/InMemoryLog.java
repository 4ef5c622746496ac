package io.replaymq.groups.memorylog;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.CleaningReport;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ProducerFencedException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.RetentionFloor;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicExistsException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.TopicStatistics;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A log in memory that keeps the contract of {@link ReplayLog}: atomic and idempotent appends, fetches that wait, trimming,
 * retention with floors. Every durability is the same to it. It has no segments (each batch is removed by itself), no record
 * limit, and {@link #reader} is refused.
 *
 * <p>Stages complete on the executor it is given, as those of a real log complete on its threads: a queue that the test runs by
 * hand makes every interleaving repeatable. {@link #reopen()} is a kill and a restart.
 */
public final class InMemoryLog implements ReplayLog {
    private final Executor completions;
    private final InstantSource clock;
    private final Map<String, List<MemoryPartition>> topics = new TreeMap<>();
    private final Map<String, TopicDescription> descriptions = new TreeMap<>();
    private final Map<Sequences, Long> appended = new HashMap<>();
    private final Map<Sequences, Integer> nextSequences = new HashMap<>();
    private final Map<Long, Short> epochs = new HashMap<>();
    private final Map<TopicPartition, BrokerException> unreadable = new HashMap<>();
    private @Nullable BrokerException refusal;
    private int appendsLeft = Integer.MAX_VALUE;
    private LastAppend lastAppend = LastAppend.NOT_DONE;
    private boolean closed;
    private int lastTopicId;

    /** An empty log that completes its stages on the executor. */
    public InMemoryLog(Executor completions, InstantSource clock) {
        this.completions = completions;
        this.clock = clock;
    }

    /** The same log after a kill: what had been appended is there; this object is closed. */
    public synchronized InMemoryLog reopen() {
        InMemoryLog next = new InMemoryLog(completions, clock);
        next.lastTopicId = lastTopicId;
        topics.forEach((topic, partitions) -> {
            next.create(descriptions.get(topic));
            for (MemoryPartition each : partitions) {
                MemoryPartition copy = next.topics.get(topic).get(each.name.partition());
                copy.batches.addAll(each.batches);
                copy.startOffset = each.startOffset;
                copy.endOffset = each.endOffset;
            }
        });
        next.appended.putAll(appended);
        next.nextSequences.putAll(nextSequences);
        next.epochs.putAll(epochs);
        close();
        return next;
    }

    /** Refuses every append from now on; null ends it. */
    public synchronized void refuseAppends(@Nullable BrokerException reason) {
        refusal = reason;
    }

    /**
     * Dies soon: so many appends are carried out and answered, the next one as is said, and nothing is answered from then on. What is in
     * it then is seen by {@link #reopen()}.
     */
    public synchronized void dieAfter(int appends, LastAppend last) {
        appendsLeft = appends;
        lastAppend = last;
    }

    /** Whether it has died. */
    public synchronized boolean isDead() {
        return appendsLeft < 0;
    }

    /** What becomes of the append that a log dies in. */
    public enum LastAppend {
        /** It is carried out, and not answered. */
        DONE,
        /** It is not. */
        NOT_DONE
    }

    /** Fails every fetch from a partition from now on. */
    public synchronized void refuseReads(TopicPartition partition, BrokerException reason) {
        unreadable.put(partition, reason);
    }

    /** Leaves a hole in the offsets, as control batches and compaction do: the next record is appended at that offset. */
    public synchronized void skipTo(TopicPartition partition, long offset) {
        partition(partition).skipTo(offset);
    }

    @Override
    public CompletionStage<TopicDescription> createTopic(String name, TopicConfig config) {
        return complete(() -> {
            if (topics.containsKey(name)) {
                throw new TopicExistsException("topic " + name + " exists");
            }
            return create(new TopicDescription(name, ++lastTopicId, config));
        });
    }

    private TopicDescription create(TopicDescription topic) {
        topics.put(topic.name(), new ArrayList<>());
        return resize(topic);
    }

    private TopicDescription resize(TopicDescription topic) {
        List<MemoryPartition> partitions = topics.get(topic.name());
        partitions.forEach(each -> each.config = topic.config());
        for (int i = partitions.size(); i < topic.config().partitions(); i++) {
            partitions.add(new MemoryPartition(new TopicPartition(topic.name(), i), topic.config()));
        }
        descriptions.put(topic.name(), topic);
        return topic;
    }

    @Override
    public CompletionStage<TopicDescription> alterTopic(String name, TopicConfig config) {
        return complete(() -> {
            TopicDescription present = description(name);
            if (config.partitions() < present.config().partitions()) {
                throw new InvalidTopicException("topic " + name + " has more partitions than " + config.partitions());
            }
            return resize(new TopicDescription(name, present.topicId(), config));
        });
    }

    @Override
    public CompletionStage<Void> deleteTopic(String name) {
        List<CompletableFuture<Fetch>> orphaned = new ArrayList<>();
        CompletionStage<Void> answer = complete(() -> {
            description(name);
            descriptions.remove(name);
            topics.remove(name).forEach(each -> orphaned.addAll(each.waiting));
            appended.keySet().removeIf(each -> each.partition().topic().equals(name));
            nextSequences.keySet().removeIf(each -> each.partition().topic().equals(name));
            return null;
        });
        UnknownTopicException reason = new UnknownTopicException("topic " + name + " has been deleted");
        orphaned.forEach(each -> completions.execute(() -> each.completeExceptionally(reason)));
        return answer;
    }

    private TopicDescription description(String name) {
        TopicDescription present = descriptions.get(name);
        if (present == null) {
            throw new UnknownTopicException("no topic " + name);
        }
        return present;
    }

    @Override
    public synchronized TopicStatistics statistics(String name) {
        return new TopicStatistics(
                description(name),
                topics.get(name).stream().map(MemoryPartition::statistics).toList());
    }

    @Override
    public synchronized Optional<TopicDescription> topic(String name) {
        return Optional.ofNullable(descriptions.get(name));
    }

    @Override
    public synchronized List<TopicDescription> topics() {
        return descriptions.values().stream()
                .filter(each -> !each.name().startsWith("__"))
                .toList();
    }

    @Override
    public synchronized int maxBatchBytes(String topic) {
        TopicDescription known = descriptions.get(topic);
        int limit = known == null ? 0 : known.config().maxBatchBytes();
        return limit == 0 ? LogConfig.DEFAULTS.maxBatchBytes() : limit;
    }

    @Override
    public CompletionStage<AppendOutcome> append(AppendSet set, Durability durability) {
        List<Runnable> wakeUps = new ArrayList<>();
        AppendOutcome outcome;
        synchronized (this) {
            if (appendsLeft <= 0) {
                if (appendsLeft == 0 && lastAppend == LastAppend.DONE) {
                    appendAll(set, new ArrayList<>());
                }
                appendsLeft = -1;
                return new CompletableFuture<>();
            }
            appendsLeft--;
            try {
                outcome = appendAll(set, wakeUps);
            } catch (BrokerException e) {
                outcome = new AppendOutcome.Refused(e);
            }
        }
        CompletableFuture<AppendOutcome> answer = new CompletableFuture<>();
        AppendOutcome answered = outcome;
        if (outcome instanceof AppendOutcome.Refused no && no.reason() instanceof BackpressureException) {
            return CompletableFuture.completedStage(outcome); // as the contract has it: at once
        }
        completions.execute(() -> answer.complete(answered));
        wakeUps.forEach(completions::execute);
        return answer;
    }

    private AppendOutcome appendAll(AppendSet set, List<Runnable> wakeUps) {
        ensureOpen();
        if (refusal != null) {
            throw refusal;
        }
        List<Long> earlier = new ArrayList<>();
        Map<Sequences, Integer> expected = new HashMap<>(); // counts on from batch to batch of this set
        for (PartitionBatch each : set.batches()) {
            partition(each.partition());
            Long offset = earlierOffset(each, expected);
            earlier.add(offset == null ? AppendOutcome.Committed.UNKNOWN_OFFSET : offset);
        }
        long identified = set.batches().stream()
                .filter(each -> each.batch().hasProducer())
                .count();
        long repeated = earlier.stream().filter(offset -> offset >= 0).count();
        if (repeated > 0 && repeated < identified) {
            throw new OutOfOrderSequenceException(repeated + " of " + identified + " batches are repeated");
        }
        if (repeated > 0) {
            return new AppendOutcome.Committed(earlier, AppendOutcome.Novelty.DUPLICATE);
        }
        List<Long> offsets = new ArrayList<>();
        for (PartitionBatch each : set.batches()) {
            offsets.add(appendOne(each, wakeUps));
        }
        return new AppendOutcome.Committed(offsets, AppendOutcome.Novelty.NEW);
    }

    private @Nullable Long earlierOffset(PartitionBatch each, Map<Sequences, Integer> nextOfSet) {
        RecordBatch batch = each.batch();
        if (!batch.hasProducer()) {
            return null;
        }
        short epoch = epochs.getOrDefault(batch.producerId(), (short) 0);
        if (batch.producerEpoch() < epoch) {
            throw new ProducerFencedException(
                    "producer " + batch.producerId() + " epoch " + batch.producerEpoch() + ", expected " + epoch);
        }
        Long offset = appended.get(Sequences.first(each));
        int known = nextSequences.getOrDefault(Sequences.of(each), 0);
        int expected = nextOfSet.getOrDefault(Sequences.of(each), known);
        if (offset == null && batch.baseSequence() != expected) {
            throw new OutOfOrderSequenceException("producer " + batch.producerId() + " in " + each.partition()
                    + " sequence " + batch.baseSequence() + ", expected " + expected);
        }
        if (offset == null) {
            nextOfSet.put(Sequences.of(each), batch.lastSequence() + 1);
        }
        return offset;
    }

    private long appendOne(PartitionBatch each, List<Runnable> wakeUps) {
        MemoryPartition partition = partition(each.partition());
        long from = partition.endOffset;
        long base = partition.append(each.batch());
        if (each.batch().hasProducer()) {
            appended.put(Sequences.first(each), base);
            nextSequences.put(Sequences.of(each), each.batch().lastSequence() + 1);
            epochs.put(each.batch().producerId(), each.batch().producerEpoch());
        }
        for (CompletableFuture<Fetch> waiting : partition.waiting) {
            Fetch fetch = partition.fetch(from, Integer.MAX_VALUE);
            wakeUps.add(() -> waiting.complete(fetch));
        }
        partition.waiting.clear();
        return base;
    }

    @Override
    public CompletionStage<Fetch> fetch(TopicPartition name, long offset, int maxBytes) {
        synchronized (this) {
            MemoryPartition partition = closed ? null : find(name);
            BrokerException reason = unreadable.get(name);
            if (reason != null) {
                return complete(() -> {
                    throw reason;
                });
            }
            if (partition != null && offset == partition.endOffset) {
                CompletableFuture<Fetch> waiting = new CompletableFuture<>();
                partition.waiting.add(waiting);
                return waiting;
            }
        }
        return complete(() -> partition(name).fetch(offset, maxBytes));
    }

    @Override
    public CompletionStage<Long> offsetForTime(TopicPartition partition, long timestampMs) {
        return complete(() -> partition(partition).offsetForTime(timestampMs));
    }

    @Override
    public synchronized long startOffset(TopicPartition partition) {
        return partition(partition).startOffset;
    }

    @Override
    public synchronized long readableEnd(TopicPartition partition) {
        return partition(partition).endOffset;
    }

    @Override
    public LogReader reader(TopicPartition partition, long offset) {
        throw new UnsupportedOperationException("this log is read with fetch only");
    }

    @Override
    public CompletionStage<Long> trim(TopicPartition name, long newStartOffset) {
        return complete(() -> {
            MemoryPartition partition = partition(name);
            partition.checkReadable(Math.max(newStartOffset, partition.startOffset));
            partition.trim(newStartOffset);
            return partition.startOffset;
        });
    }

    @Override
    public synchronized FloorRegistration protect(TopicPartition partition, RetentionFloor floor) {
        MemoryPartition found = partition(partition);
        found.floors.add(floor);
        return () -> {
            synchronized (this) {
                found.floors.remove(floor);
            }
        };
    }

    /** What is in a partition from an offset on, at once. */
    public synchronized List<StoredRecord> records(TopicPartition name, long from) {
        List<StoredRecord> records = new ArrayList<>();
        MemoryPartition partition = find(name);
        if (partition != null && from < partition.endOffset) {
            partition
                    .fetch(Math.max(from, partition.startOffset), Integer.MAX_VALUE)
                    .batches()
                    .forEach(batch -> batch.forEach(records::add));
        }
        records.removeIf(each -> each.offset() < from);
        return records;
    }

    /** How many fetches wait at the end of a partition. */
    public synchronized int waitingFetches(TopicPartition partition) {
        return partition(partition).waiting.size();
    }

    @Override
    public void startMaintenance() {
        throw new UnsupportedOperationException("this log has no thread of its own: ask it to clean");
    }

    @Override
    public CompletionStage<CleaningReport> clean() {
        return complete(() -> {
            int removed = topics.values().stream()
                    .flatMap(List::stream)
                    .mapToInt(each -> each.enforceRetention(clock.millis()))
                    .sum();
            return new CleaningReport(0, removed, 0, 0, 0);
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        LogClosedException reason = new LogClosedException("the log is closed");
        for (List<MemoryPartition> partitions : topics.values()) {
            for (MemoryPartition each : partitions) {
                each.waiting.forEach(waiting -> completions.execute(() -> waiting.completeExceptionally(reason)));
                each.waiting.clear();
            }
        }
    }

    private <T> CompletionStage<T> complete(Supplier<T> step) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        synchronized (this) {
            if (appendsLeft < 0) {
                return answer; // it has died
            }
            try {
                ensureOpen();
                T value = step.get();
                completions.execute(() -> answer.complete(value));
            } catch (BrokerException e) {
                completions.execute(() -> answer.completeExceptionally(e));
            }
        }
        return answer;
    }

    private void ensureOpen() {
        if (closed) {
            throw new LogClosedException("the log is closed");
        }
    }

    private MemoryPartition partition(TopicPartition name) {
        MemoryPartition found = find(name);
        if (found == null) {
            throw new UnknownTopicException("no partition " + name);
        }
        return found;
    }

    private @Nullable MemoryPartition find(TopicPartition name) {
        List<MemoryPartition> partitions = topics.get(name.topic());
        return partitions == null || name.partition() >= partitions.size() ? null : partitions.get(name.partition());
    }

    /** Identifies a producer's sequence in a partition; -1 stands for all of them. */
    private record Sequences(TopicPartition partition, long producerId, short epoch, int sequence) {
        static Sequences of(PartitionBatch each) {
            return new Sequences(
                    each.partition(), each.batch().producerId(), each.batch().producerEpoch(), -1);
        }

        static Sequences first(PartitionBatch each) {
            return new Sequences(
                    each.partition(),
                    each.batch().producerId(),
                    each.batch().producerEpoch(),
                    each.batch().baseSequence());
        }
    }
}
