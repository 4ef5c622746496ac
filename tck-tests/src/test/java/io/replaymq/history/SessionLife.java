package io.replaymq.history;

import io.replaymq.history.Work.Take;
import java.util.ArrayList;
import java.util.List;

/** A session: when it began and ended, and what it received, in order. */
final class SessionLife {
    private final List<Take> takes = new ArrayList<>();
    private long openedAt;
    private long closedAt = Work.NEVER;
    private int ranks;

    void opened(long at) {
        openedAt = at;
    }

    void closed(long at) {
        closedAt = at;
    }

    void took(Take take) {
        takes.add(take);
    }

    int nextRank() {
        return ranks++;
    }

    /** The start of time if it was not noted, so that nothing is concluded from it. */
    long openedAt() {
        return openedAt;
    }

    List<Take> takes() {
        return takes;
    }

    /** Whether it was surely over before the other one began. */
    boolean isBefore(SessionLife other) {
        return closedAt < other.openedAt;
    }
}
