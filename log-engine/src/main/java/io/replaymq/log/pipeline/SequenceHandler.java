package io.replaymq.log.pipeline;

import com.lmax.disruptor.EventHandler;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Novelty;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.journal.JournalLayout;
import io.replaymq.log.producer.ProducerEpochs;
import io.replaymq.log.producer.ProducerState;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.DiskBudget;
import io.replaymq.log.topic.MetadataCodec;
import io.replaymq.log.topic.MetadataRecord;
import io.replaymq.log.topic.Partition;
import io.replaymq.log.topic.Topics;
import java.util.ArrayList;
import java.util.List;

/**
 * First stage: gives each append its place. Finds the partitions, recognises repetitions, refuses gaps and stale epochs, assigns
 * offsets; keeps users' data out while the disk is full. Belongs to the sequencing thread; so do the end offsets and the producer states.
 */
final class SequenceHandler implements EventHandler<AppendEvent> {
    private final Topics topics;
    private final TimeSource time;
    private final EngineHealth health;
    private final DiskBudget disk;
    private final ProducerEpochs epochs;
    private long setNumber;

    SequenceHandler(RecoveredLog log) {
        topics = log.topics();
        time = log.time();
        health = log.health();
        disk = log.disk();
        epochs = ProducerEpochs.of(
                topics.sequencing().stream().map(Partition::producers).toList());
    }

    @Override
    public void onEvent(AppendEvent event, long sequence, boolean endOfBatch) {
        StorageFailedException failure = health.failure();
        if (failure != null) {
            event.refuse(failure);
            return;
        }
        try {
            sequence(event);
        } catch (BrokerException e) {
            event.refuse(e);
        } catch (RuntimeException e) {
            event.answerInDoubt(health.fail("sequencing failed", e));
        }
    }

    private void sequence(AppendEvent event) {
        AppendSet set = event.set();
        Command command = event.command();
        if (set != null) {
            sequence(event, set);
        } else if (command != null) {
            MetadataRecord metadata = command.decide();
            if (metadata != null) {
                appendMetadata(event, metadata);
            }
        }
        if (event.durability() == Durability.ACCEPTED) {
            event.answer();
        }
    }

    private void appendMetadata(AppendEvent event, MetadataRecord metadata) {
        Partition partition = topics.metadata();
        RecordBatch batch = MetadataCodec.encode(metadata, time.wallMs());
        PartitionBatch target = new PartitionBatch(partition.name(), batch);
        event.entryBytes(JournalLayout.entryBytes(List.of(target)));
        disk.pay(event.entryBytes());
        assign(event, partition, batch);
    }

    private void sequence(AppendEvent event, AppendSet set) {
        List<PartitionBatch> batches = set.batches();
        setNumber++;
        if (batches.size() == 1) {
            sequenceOne(event, batches.get(0));
        } else {
            sequenceMany(event, batches);
        }
    }

    private void sequenceOne(AppendEvent event, PartitionBatch target) {
        Partition partition = topics.sequencing(target.partition());
        long verdict = judge(partition, target.batch());
        if (verdict == ProducerState.NEW) {
            if (!partition.mayUseReserve()) {
                disk.ensureRoom(event.entryBytes());
            }
            disk.pay(event.entryBytes());
            long offset = assign(event, partition, target.batch());
            event.commit(new AppendOutcome.Committed(List.of(offset), Novelty.NEW));
        } else {
            event.commit(new AppendOutcome.Committed(List.of(known(verdict)), Novelty.DUPLICATE));
        }
    }

    /** Judges all of it before any of it counts. */
    private void sequenceMany(AppendEvent event, List<PartitionBatch> batches) {
        List<Long> verdicts = new ArrayList<>(batches.size());
        int identified = 0;
        int repeated = 0;
        for (PartitionBatch each : batches) {
            long verdict = judge(topics.sequencing(each.partition()), each.batch());
            identified += each.batch().hasProducer() ? 1 : 0;
            repeated += verdict == ProducerState.NEW ? 0 : 1;
            verdicts.add(verdict);
        }
        if (repeated > 0 && repeated < identified) {
            throw new OutOfOrderSequenceException(
                    "AppendSet repeats " + repeated + " of " + identified + " batches, expected all or none");
        }
        if (repeated > 0) {
            verdicts.replaceAll(SequenceHandler::known);
            event.commit(new AppendOutcome.Committed(verdicts, Novelty.DUPLICATE));
            return;
        }
        if (isOfUsers(batches)) {
            disk.ensureRoom(event.entryBytes());
        }
        disk.pay(event.entryBytes());
        for (int i = 0; i < batches.size(); i++) {
            PartitionBatch each = batches.get(i);
            verdicts.set(i, assign(event, topics.sequencing(each.partition()), each.batch()));
        }
        event.commit(new AppendOutcome.Committed(verdicts, Novelty.NEW));
    }

    private boolean isOfUsers(List<PartitionBatch> batches) {
        for (PartitionBatch each : batches) {
            if (!topics.sequencing(each.partition()).mayUseReserve()) {
                return true;
            }
        }
        return false;
    }

    private long judge(Partition partition, RecordBatch batch) {
        if (!batch.hasProducer()) {
            return ProducerState.NEW;
        }
        epochs.ensureCurrent(batch);
        return partition.producers().of(batch.producerId()).judge(batch, setNumber);
    }

    /** What a repetition is told; nothing is known of a batch that names no producer, or was appended long ago. */
    private static long known(long verdict) {
        return verdict < 0 ? AppendOutcome.Committed.UNKNOWN_OFFSET : verdict;
    }

    private long assign(AppendEvent event, Partition partition, RecordBatch batch) {
        RecordBatch placed = partition.place(batch);
        partition.producers().apply(placed);
        epochs.apply(placed);
        event.batches().add(partition, placed);
        return placed.baseOffset();
    }
}
