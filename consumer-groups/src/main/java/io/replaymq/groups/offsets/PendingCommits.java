package io.replaymq.groups.offsets;

import io.replaymq.groups.api.OffsetCommit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many commits of each group are on their way to the log: while there are some, what is recorded is not the last word. */
public final class PendingCommits {
    private final Map<String, Integer> pending = new HashMap<>();

    /** Commits are given to the log. */
    public void begin(List<OffsetCommit> commits) {
        commits.forEach(each -> pending.merge(each.group(), 1, Integer::sum));
    }

    /** The log has answered. */
    public void end(List<OffsetCommit> commits) {
        commits.forEach(
                each -> pending.computeIfPresent(each.group(), (group, count) -> count == 1 ? null : count - 1));
    }

    /** Whether a group has any. */
    public boolean has(String group) {
        return pending.containsKey(group);
    }
}
