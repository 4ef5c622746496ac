package io.replaymq.broker.transaction;

import io.replaymq.broker.api.Destination;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a transaction that is ending has sent.
 *
 * @param pieces its batches, in order for each destination
 * @param messages how many messages they are
 * @param size whether some of it may have to be read back
 * @param release lets go of what was put aside; may be run twice
 */
record Gathered(List<Piece> pieces, int messages, Size size, Runnable release) {
    /** Nothing. */
    static final Gathered NOTHING = new Gathered(List.of(), 0, Size.IN_MEMORY, () -> {});

    Gathered {
        pieces = List.copyOf(pieces);
    }

    boolean isNothing() {
        return pieces.isEmpty();
    }

    Set<Destination> destinations() {
        Set<Destination> all = new LinkedHashSet<>();
        pieces.forEach(each -> all.add(each.destination()));
        return all;
    }

    /** Where it is. */
    enum Size {
        IN_MEMORY,
        PUT_ASIDE
    }
}
