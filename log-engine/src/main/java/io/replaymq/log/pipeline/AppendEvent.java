package io.replaymq.log.pipeline;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One place in the ring: an append or a command on its way through the stages. Preallocated and used again; the publishing
 * thread fills it in, each stage in turn owns it, the last one clears it.
 */
final class AppendEvent {
    private final SequencedBatches batches = new SequencedBatches();
    private @Nullable AppendSet set;
    private @Nullable CompletableFuture<AppendOutcome> completion;
    private @Nullable Command command;
    private Durability durability = Durability.ACCEPTED;
    private long entryBytes;
    private @Nullable AppendOutcome outcome;

    void request(AppendSet requested, Durability level, long journalBytes, CompletableFuture<AppendOutcome> answer) {
        set = requested;
        durability = level;
        entryBytes = journalBytes;
        completion = answer;
    }

    void request(Command requested) {
        command = requested;
        durability = requested.durability();
    }

    @Nullable
    AppendSet set() {
        return set;
    }

    @Nullable
    Command command() {
        return command;
    }

    Durability durability() {
        return durability;
    }

    SequencedBatches batches() {
        return batches;
    }

    /** What a request counts for while it is in flight. */
    long requestedBytes() {
        return set == null ? 0 : entryBytes;
    }

    long entryBytes() {
        return entryBytes;
    }

    void entryBytes(long bytes) {
        entryBytes = bytes;
    }

    /** Sets the answer that the caller gets when its durability is reached. */
    void commit(AppendOutcome.Committed committed) {
        outcome = committed;
    }

    /** Answers now, whatever the durability reached. */
    void refuse(BrokerException reason) {
        batches.clear();
        durability = Durability.ACCEPTED;
        if (completion != null) {
            completion.complete(new AppendOutcome.Refused(reason));
            completion = null;
        }
        if (command != null) {
            command.fail(reason);
            command = null;
        }
    }

    /** Answers that it is committed, as far as it asked for. */
    void answer() {
        if (completion != null && outcome != null) {
            completion.complete(outcome);
            completion = null;
        }
        if (command != null) {
            command.complete();
            command = null;
        }
    }

    /** Answers that what became of it is not known. */
    void answerInDoubt(BrokerException cause) {
        if (completion != null) {
            completion.complete(new AppendOutcome.InDoubt(cause));
            completion = null;
        }
        if (command != null) {
            command.fail(cause);
            command = null;
        }
    }

    void clear() {
        batches.clear();
        set = null;
        completion = null;
        command = null;
        outcome = null;
        entryBytes = 0;
    }
}
