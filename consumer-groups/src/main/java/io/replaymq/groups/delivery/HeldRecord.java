package io.replaymq.groups.delivery;

/** A message in flight: who has it, and what is being done about it. Volatile: a restart learns it from the members. */
final class HeldRecord {
    final long offset;
    final Member holder;
    int deliveryCount; // this delivery included
    int bucket = MessageGroups.NONE; // of its message group
    State state = State.HELD;
    private long time = UNKNOWN; // while held: since when, in nanoseconds; once it returns: until when it rests

    private static final long UNKNOWN = Long.MIN_VALUE;

    enum State {
        /** The member has it. */
        HELD,
        /** Its acknowledgement is on the way into the log; whatever becomes of the member, nobody else gets it. */
        SETTLING,
        /** It goes back as soon as its delivery count is in the log. */
        RETURNING,
        /** It is on its way to the dead letters. */
        GIVEN_UP,
        /** A keeper has it, for as long as that takes. */
        KEPT
    }

    HeldRecord(long offset, Member holder, int deliveryCount) {
        this.offset = offset;
        this.holder = holder;
        this.deliveryCount = deliveryCount;
    }

    /** It goes back, not to be delivered before a time; 0 for at once. */
    void returns(long notBefore) {
        state = State.RETURNING;
        time = notBefore;
    }

    long notBeforeMs() {
        return time;
    }

    /** Its member still works on it. */
    void extend() {
        time = UNKNOWN;
    }

    /** Whether its member has had it for so long. Its time begins at the first call after it was acquired or extended. */
    boolean isHeldFor(long timeoutNanos, long nowNanos) {
        if (time == UNKNOWN) {
            time = nowNanos;
        }
        return nowNanos - time >= timeoutNanos;
    }
}
