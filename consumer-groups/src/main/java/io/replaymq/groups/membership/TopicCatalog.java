package io.replaymq.groups.membership;

import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicDescription;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resolves subscriptions to the topics that there are. Remembers what patterns matched as long as the topics stay the same. */
public final class TopicCatalog {
    private static final String INTERNAL = "__";
    private static final int MAX_REMEMBERED = 1_000;

    private final ReplayLog log;
    private final Map<String, Set<String>> matches = new HashMap<>();
    private List<TopicDescription> topics = List.of();

    /** Over the topics of a log. */
    public TopicCatalog(ReplayLog log) {
        this.log = log;
    }

    /** Looks at the topics again. */
    public void refresh() {
        List<TopicDescription> now = log.topics();
        if (!now.equals(topics)) {
            topics = now;
            matches.clear();
        }
    }

    /** Checks that a subscription can be resolved. @throws IllegalArgumentException if its pattern cannot */
    public static void ensureResolvable(Subscription subscription) {
        if (subscription.pattern() != null) {
            TopicPattern.of(subscription.pattern());
        }
    }

    /** The topics that a subscription means. Names that do not exist are left out. */
    Set<String> resolve(Subscription subscription) {
        Set<String> resolved = new HashSet<>(subscription.topics());
        resolved.removeIf(name -> log.topic(name).isEmpty());
        String pattern = subscription.pattern();
        if (pattern != null) {
            if (matches.size() >= MAX_REMEMBERED) {
                matches.clear();
            }
            resolved.addAll(matches.computeIfAbsent(pattern, this::match));
        }
        return resolved;
    }

    /** How many partitions a topic has; 0 if it does not exist. */
    int partitions(String topic) {
        return log.topic(topic).map(each -> each.config().partitions()).orElse(0);
    }

    private Set<String> match(String expression) {
        TopicPattern pattern = TopicPattern.of(expression);
        Set<String> found = new HashSet<>();
        for (TopicDescription each : topics) {
            if (!each.name().startsWith(INTERNAL) && pattern.matches(each.name())) {
                found.add(each.name());
            }
        }
        return found;
    }
}
