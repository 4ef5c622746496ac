package io.replaymq.history;

/** A prepared part of a distributed transaction: when it was prepared, and what was decided. */
final class Branch {
    private final String name;
    private final Work work;
    private long preparedAt = Work.NEVER;
    private long decisionAskedAt = Work.NEVER;
    private long committedAt = Work.NEVER;
    private long rolledBackAt = Work.NEVER;

    Branch(String name, Work work) {
        this.name = name;
        this.work = work;
    }

    void prepared(long at) {
        preparedAt = Math.min(preparedAt, at);
        work.told(Work.Fate.PREPARED, at);
    }

    void decided(Decision decision, Phase phase, long at) {
        if (phase == Phase.INVOKED) {
            decisionAskedAt = Math.min(decisionAskedAt, at);
            if (decision == Decision.COMMIT) {
                work.asked(at);
            }
        } else if (phase == Phase.SUCCEEDED && decision == Decision.COMMIT) {
            committedAt = Math.min(committedAt, at);
            work.told(Work.Fate.COMMITTED, at);
        } else if (phase == Phase.SUCCEEDED) {
            rolledBackAt = Math.min(rolledBackAt, at);
            work.told(Work.Fate.NOTHING, at);
        }
    }

    /** Whether it was surely prepared then, and surely not decided. */
    boolean waitsAt(long at) {
        return preparedAt < at && at < decisionAskedAt;
    }

    boolean hasTwoOutcomes() {
        return committedAt != Work.NEVER && rolledBackAt != Work.NEVER;
    }

    @Override
    public String toString() {
        return "branch " + name + " of " + work;
    }
}
