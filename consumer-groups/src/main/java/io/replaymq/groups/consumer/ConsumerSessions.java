package io.replaymq.groups.consumer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The sessions of all consumers of this process that belong to a group, so that time passes for them. Coordination thread. */
public final class ConsumerSessions {
    private final Set<GroupSession> sessions = new LinkedHashSet<>();

    void add(GroupSession session) {
        sessions.add(session);
    }

    void remove(GroupSession session) {
        sessions.remove(session);
    }

    /** Lets time pass. */
    public void tick(long nowNanos) {
        List.copyOf(sessions).forEach(each -> each.tick(nowNanos));
    }
}
