package io.replaymq.reliability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Which faults come, each when so many messages have been fed: spread over the whole run, in an order and at places that a seed decides. */
final class Faults {
    /** What is done. */
    enum Kind {
        KILL_SERVER,
        KILL_CLIENT,
        PAUSE_CLIENT
    }

    private record Due(int fed, Kind kind) {}

    private final Deque<Due> due = new ArrayDeque<>();

    Faults(Extent extent, Random random) {
        List<Kind> kinds = new ArrayList<>();
        kinds.addAll(Collections.nCopies(extent.serverKills(), Kind.KILL_SERVER));
        kinds.addAll(Collections.nCopies(extent.clientKills(), Kind.KILL_CLIENT));
        kinds.addAll(Collections.nCopies(extent.pauses(), Kind.PAUSE_CLIENT));
        Collections.shuffle(kinds, random);
        int distance = extent.messages() / (extent.faults() + 1);
        for (int i = 0; i < kinds.size(); i++) {
            due.add(new Due(i * distance + random.nextInt(distance), kinds.get(i)));
        }
    }

    boolean isEmpty() {
        return due.isEmpty();
    }

    /** Whether the next one is to be done now. */
    boolean isDue(int fed) {
        return !due.isEmpty() && due.peek().fed() <= fed;
    }

    Kind next() {
        return due.remove().kind();
    }
}
