package io.replaymq.groups.journal;

import io.replaymq.groups.record.GroupRecord;
import io.replaymq.groups.state.GroupStates;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ReplayLog;
import java.util.Iterator;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the whole state anew, a chunk with each append, and then trims the topic below its first record.
 *
 * <p>Its records are ordinary ones that merge with what is appended between the chunks; by the time a chunk is written the state
 * may have moved on, which takes nothing away from that. The trim comes after the last chunk is durable, and with it everything
 * before: a crash at any point leaves either the old records, or the old and some new ones, or all of the new ones.
 */
final class Snapshot implements Change {
    private static final Logger LOGGER = LoggerFactory.getLogger(Snapshot.class);
    private static final int CHUNK_RECORDS = 256;

    private final Iterator<GroupRecord> rest;
    private final ReplayLog log;
    private final GroupStates states;
    private final SnapshotTrigger trigger;
    private final Consumer<Change> journal;
    private long firstOffset = -1;

    Snapshot(ReplayLog log, GroupStates states, SnapshotTrigger trigger, Consumer<Change> journal) {
        this.rest = states.records().iterator();
        this.log = log;
        this.states = states;
        this.trigger = trigger;
        this.journal = journal;
    }

    @Override
    public Durability durability() {
        return Durability.DURABLE;
    }

    @Override
    public void decide(Consumer<GroupRecord> records) {
        for (int i = 0; i < CHUNK_RECORDS && rest.hasNext(); i++) {
            records.accept(rest.next());
        }
    }

    @Override
    public void applied(long baseOffset) {
        if (firstOffset < 0) {
            firstOffset = baseOffset;
        }
        trigger.begun();
        if (rest.hasNext()) {
            journal.accept(this);
            return;
        }
        states.forgetGone();
        trigger.finished();
        if (firstOffset >= 0) {
            log.trim(GroupJournal.PARTITION, firstOffset).whenComplete((start, failure) -> {
                if (failure != null) {
                    LOGGER.warn("{} not trimmed to {}", GroupJournal.PARTITION, firstOffset, failure);
                }
            });
        }
    }

    @Override
    public void failed(BrokerException cause) {
        // The old records are still there; who waits for the journal learns of the failure itself.
    }
}
