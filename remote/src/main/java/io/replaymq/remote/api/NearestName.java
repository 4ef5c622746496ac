package io.replaymq.remote.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody probably meant, for what is refused because nothing is called so: settings, options of URLs. */
public final class NearestName {
    private NearestName() {}

    /**
     * The end of a message about a name that is not known: {@code did you mean 'X'?}, or, if nothing is like it, which names there
     * are.
     */
    public static String advice(String name, Collection<String> known) {
        return of(name, known)
                .map(nearest -> "did you mean '" + nearest + "'?")
                .orElseGet(() -> "expected one of " + String.join(", ", known));
    }

    /** The known name with the fewest edits to the given one, if it is at all alike. */
    static Optional<String> of(String name, Collection<String> known) {
        int limit = Math.max(2, name.length() / 2);
        return known.stream()
                .filter(candidate -> edits(name, candidate) <= limit)
                .min(Comparator.comparingInt((String candidate) -> edits(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's: how many characters to insert, remove or replace. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
