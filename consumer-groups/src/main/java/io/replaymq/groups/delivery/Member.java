package io.replaymq.groups.delivery;

import io.replaymq.groups.api.MemberOptions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A member of a running group, connected or not. */
final class Member {
    final UUID id;
    State state;
    MemberOptions options = MemberOptions.DEFAULTS;

    @Nullable
    MemberHandle handle; // the one that is not void

    private ViewKey view = ViewKey.PLAIN;
    private @Nullable Long awaySinceNanos;

    enum State {
        CONNECTED,
        /** Its connection is gone; what it holds stays its own. */
        DISCONNECTED,
        /** It was there before the restart; it alone knows what it holds. */
        EXPECTED,
        /** No member: it only holds messages, until somebody says what becomes of them. */
        KEEPING,
        /** It has left or is fenced; that is on the way into the log. */
        LEAVING
    }

    Member(UUID id, State state) {
        this.id = id;
        this.state = state;
    }

    /** Whether it is one, and has said what it wants. */
    boolean isMember() {
        return state == State.CONNECTED || state == State.DISCONNECTED;
    }

    /** From now on it has a view of its own, or shares one. */
    void choose(MessageGroups groups) {
        view = new ViewKey(options.filter(), groups.areMet() ? this : null);
    }

    boolean isAway() {
        return state == State.DISCONNECTED || state == State.EXPECTED;
    }

    /** The view it takes its messages from. */
    ViewKey view() {
        return view;
    }

    void connect(MemberHandle current, MemberOptions wanted) {
        state = State.CONNECTED;
        options = wanted;
        handle = current;
        awaySinceNanos = null;
    }

    /** Whether it has been away for longer than that. Its time begins at the first call after it went. */
    boolean isAwayFor(long windowNanos, long nowNanos) {
        if (!isAway()) {
            return false;
        }
        if (awaySinceNanos == null) {
            awaySinceNanos = nowNanos;
        }
        return nowNanos - awaySinceNanos >= windowNanos;
    }
}
