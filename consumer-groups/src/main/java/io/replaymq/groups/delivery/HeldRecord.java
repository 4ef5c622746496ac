package io.replaymq.groups.delivery;

/** A message in flight: who has it, and what is being done about it. Volatile: a restart learns it from the members. */
final class HeldRecord {
    final long offset;
    final Member holder;
    final int deliveryCount;
    State state = State.HELD;

    enum State {
        /** The member has it. */
        HELD,
        /** Its acknowledgement is on the way into the log; whatever becomes of the member, nobody else gets it. */
        SETTLING,
        /** It goes back as soon as its delivery count is in the log. */
        RETURNING
    }

    HeldRecord(long offset, Member holder, int deliveryCount) {
        this.offset = offset;
        this.holder = holder;
        this.deliveryCount = deliveryCount;
    }
}
