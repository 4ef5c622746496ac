package io.replaymq.history;

import io.replaymq.history.Violation.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What was found: of each kind the first case, and how many there are. */
final class Findings {
    private final Map<Kind, Violation> found = new EnumMap<>(Kind.class);

    void add(Kind kind, Supplier<String> witness) {
        found.merge(
                kind,
                new Violation(kind, found.containsKey(kind) ? "" : witness.get(), 1),
                (first, next) -> new Violation(kind, first.witness(), first.cases() + 1));
    }

    List<Violation> all() {
        return List.copyOf(found.values());
    }
}
