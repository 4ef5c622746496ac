package io.replaymq.groups.delivery;

import io.replaymq.groups.api.MessageKnowledge;
import io.replaymq.groups.api.OwnerTimer;
import io.replaymq.groups.journal.GroupJournal;
import io.replaymq.groups.window.TopicTails;
import io.replaymq.groups.window.WindowSize;
import io.replaymq.log.api.ReplayLog;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What every running group works with.
 *
 * @param log where the messages are
 * @param owner the owner thread
 * @param later runs tasks on the owner later
 * @param journal where changes go
 * @param tails where windows wait at the end of a partition
 * @param windowSize how far is read ahead per partition
 * @param ids makes ids that never repeat
 * @param clock the time of day, for what has to wait
 * @param knowledge what is known of messages
 */
public record DeliveryParts(
        ReplayLog log,
        Executor owner,
        OwnerTimer later,
        GroupJournal journal,
        TopicTails tails,
        WindowSize windowSize,
        Supplier<UUID> ids,
        InstantSource clock,
        MessageKnowledge knowledge) {
    /** The same, reading ahead one of so many parts. */
    DeliveryParts readingAhead(int parts) {
        return new DeliveryParts(log, owner, later, journal, tails, windowSize.part(parts), ids, clock, knowledge);
    }
}
