package io.replaymq.log.api;

import java.util.List;

/** What became of an {@link AppendSet}. */
public sealed interface AppendOutcome {
    /**
     * All of it is in the log, at the durability that was asked for.
     *
     * @param baseOffsets the first offset of each batch, in the order of the set; {@link #UNKNOWN_OFFSET} where it is a repetition
     *     of which the log remembers only that it was appended
     * @param novelty whether this call appended it or an earlier one had
     */
    record Committed(List<Long> baseOffsets, Novelty novelty) implements AppendOutcome {
        /** Stands for an offset that is no longer remembered. */
        public static final long UNKNOWN_OFFSET = -1;
    }

    /**
     * Nothing of it is in the log, nor will be.
     *
     * @param reason why; its type says what the caller can do
     */
    record Refused(BrokerException reason) implements AppendOutcome {}

    /**
     * Unknown: the log failed on the way. An idempotent producer learns the truth by appending it again after recovery.
     *
     * @param cause what failed
     */
    record InDoubt(BrokerException cause) implements AppendOutcome {}

    /** Whether an append was the first of its kind. */
    enum Novelty {
        /** Appended by this call. */
        NEW,
        /** Had been appended before; the offsets are those of the first time. */
        DUPLICATE
    }

    /** This outcome as committed. @throws BrokerException the reason or cause, if it is not */
    default Committed orThrow() {
        if (this instanceof Committed committed) {
            return committed;
        }
        if (this instanceof Refused refused) {
            throw refused.reason();
        }
        throw ((InDoubt) this).cause();
    }
}
