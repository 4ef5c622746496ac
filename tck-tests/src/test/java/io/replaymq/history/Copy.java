package io.replaymq.history;

import io.replaymq.history.Work.Take;
import java.util.ArrayList;
import java.util.List;

/** A message as one work sent it to one destination. A message whose sender rolled back and began again has several. */
final class Copy {
    private static final int NOT_SENT = -1;

    private final String destination;
    private final MessageId message;
    private final Work by;
    private final List<Take> takes = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private int rank = NOT_SENT;

    /** Where it was read. */
    record Place(String reader, int partition, long offset, long at) {
        @Override
        public String toString() {
            return "read by " + reader + " at " + partition + "@" + offset;
        }

        boolean isSameAs(Place other) {
            return partition == other.partition && offset == other.offset;
        }
    }

    Copy(String destination, MessageId message, Work by) {
        this.destination = destination;
        this.message = message;
        this.by = by;
    }

    String destination() {
        return destination;
    }

    MessageId message() {
        return message;
    }

    Work by() {
        return by;
    }

    List<Take> takes() {
        return takes;
    }

    List<Place> places() {
        return places;
    }

    /** It was sent, as the so many-th of its session. */
    void sent(int newRank) {
        rank = newRank;
    }

    boolean isSent() {
        return rank != NOT_SENT;
    }

    int rank() {
        return rank;
    }

    boolean isSeen() {
        return !takes.isEmpty() || !places.isEmpty();
    }

    /** When it was first seen. */
    long firstSeen() {
        long first = Work.NEVER;
        for (Take each : takes) {
            first = Math.min(first, each.at());
        }
        for (Place each : places) {
            first = Math.min(first, each.at());
        }
        return first;
    }

    @Override
    public String toString() {
        return message + " in " + destination + " sent by " + by + ", " + takes + " " + places;
    }
}
