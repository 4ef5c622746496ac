package io.replaymq.broker.dispatch;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for messages, in lines: one for those of one priority who would get the same messages, so that a line in which one finds
 * nothing sleeps as a whole, and holds up no other. Lines of the highest priority are served first, those of one priority in turn.
 *
 * <p><b>Threads:</b> the dispatch thread.
 *
 * @param <C> who waits
 */
final class Lines<C> {
    private final Map<Place, Line> lines = new HashMap<>();
    private final TreeMap<Integer, Deque<Line>> awake = new TreeMap<>(Comparator.reverseOrder());

    /**
     * Which line.
     *
     * @param interest equal for those who would get the same messages
     * @param priority the highest is served first
     */
    record Place(Object interest, int priority) {}

    private final class Line {
        private final Place place;
        private final Deque<C> waiting = new ArrayDeque<>();
        private State state = State.ASLEEP;

        Line(Place place) {
            this.place = place;
        }
    }

    private enum State {
        ASLEEP,
        /** It is among those that are served. */
        AWAKE
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Whether somebody would be served. */
    boolean isAwake() {
        return !awake.isEmpty();
    }

    /** Somebody stands last in a line, which wakes up. */
    void add(Place place, C last) {
        Line line = lines.computeIfAbsent(place, Line::new);
        line.waiting.addLast(last);
        wake(line);
    }

    /** Who is next; leaves the line, whose turn is over. Null if all lines sleep. */
    @Nullable
    C next() {
        Map.Entry<Integer, Deque<Line>> first = awake.firstEntry();
        if (first == null) {
            return null;
        }
        Line line = first.getValue().removeFirst();
        C next = line.waiting.removeFirst();
        if (line.waiting.isEmpty()) {
            lines.remove(line.place);
            line.state = State.ASLEEP;
        } else {
            first.getValue().addLast(line);
        }
        if (first.getValue().isEmpty()) {
            awake.remove(first.getKey());
        }
        return next;
    }

    /** Somebody found nothing: stands first in a line, which sleeps. */
    void sleep(Place place, C first) {
        Line line = lines.computeIfAbsent(place, Line::new);
        line.waiting.addFirst(first);
        if (line.state == State.AWAKE) {
            line.state = State.ASLEEP;
            Deque<Line> ofPriority = awake.get(place.priority());
            if (ofPriority != null && ofPriority.remove(line) && ofPriority.isEmpty()) {
                awake.remove(place.priority());
            }
        }
    }

    /** All lines wake up. */
    void wakeAll() {
        lines.values().forEach(this::wake);
    }

    private void wake(Line line) {
        if (line.state == State.ASLEEP) {
            line.state = State.AWAKE;
            awake.computeIfAbsent(line.place.priority(), absent -> new ArrayDeque<>())
                    .addLast(line);
        }
    }

    /** Somebody waits no longer. */
    void remove(C gone) {
        for (Line each : new ArrayDeque<>(lines.values())) {
            each.waiting.removeIf(waiting -> waiting == gone);
            if (each.waiting.isEmpty()) {
                lines.remove(each.place);
                awake.values().forEach(ofPriority -> ofPriority.remove(each));
            }
        }
        awake.values().removeIf(Deque::isEmpty);
    }
}
