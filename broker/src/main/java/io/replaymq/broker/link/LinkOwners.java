package io.replaymq.broker.link;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which owners of temporary destinations have an open link. Links of the same token have the same owner.
 *
 * <p><b>Threads:</b> any.
 */
final class LinkOwners {
    private final Map<String, Integer> links = new ConcurrentHashMap<>();

    void enter(String owner) {
        links.merge(owner, 1, Integer::sum);
    }

    /** Called as often as {@link #enter}. @return whether the owner has no other link */
    boolean leave(String owner) {
        return links.computeIfPresent(owner, (any, count) -> count == 1 ? null : (Integer) (count - 1)) == null;
    }

    boolean isThere(String owner) {
        return links.containsKey(owner);
    }
}
