package io.replaymq.groups.delivery;

import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.TopicWildcard;
import io.replaymq.groups.state.GroupState;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The partitions that a group reads: those of one topic, numbered as there; or those of all topics that a name with wildcards means, numbered
 * in the order in which the group came to know them, which its records say. <b>Threads:</b> any.
 */
public final class Sources {
    private static final String INTERNAL_PREFIX = "__";

    private final Supplier<Stream<TopicDescription>> topics;
    private final Reach reach;

    private enum Reach {
        ONE_TOPIC,
        MANY_TOPICS
    }

    private Sources(Supplier<Stream<TopicDescription>> topics, Reach reach) {
        this.topics = topics;
        this.reach = reach;
    }

    /** What a group reads; empty if that is one topic, which does not exist. */
    public static Optional<Sources> of(GroupSpec spec, DeliveryParts parts) {
        ReplayLog log = parts.log();
        if (spec.readsMany()) {
            TopicWildcard many = TopicWildcard.of(spec.topic());
            return Optional.of(new Sources(
                    () -> log.topics().stream().filter(each -> isMeant(each.name(), many, parts)), Reach.MANY_TOPICS));
        }
        return log.topic(spec.topic())
                .map(topic -> new Sources(
                        () -> log.topic(topic.name()).stream().filter(each -> each.topicId() == topic.topicId()),
                        Reach.ONE_TOPIC));
    }

    private static boolean isMeant(String topic, TopicWildcard many, DeliveryParts parts) {
        return !topic.startsWith(INTERNAL_PREFIX)
                && many.matches(topic)
                && parts.knowledge().ofWildcards().test(topic);
    }

    /** Whether these may be of many topics. */
    public boolean areMany() {
        return reach == Reach.MANY_TOPICS;
    }

    /** All that there are now, the topics in the order in which they were made. */
    public List<TopicPartition> present() {
        return topics.get()
                .sorted(Comparator.comparingInt(TopicDescription::topicId))
                .flatMap(Sources::partitionsOf)
                .toList();
    }

    private static Stream<TopicPartition> partitionsOf(TopicDescription topic) {
        return IntStream.range(0, topic.config().partitions()).mapToObj(i -> new TopicPartition(topic.name(), i));
    }

    /**
     * Those that a group knows, by their numbers.
     *
     * @throws CorruptLogException if its records contradict the log, or say less than is needed
     */
    List<TopicPartition> known(GroupState group) {
        List<TopicPartition> known = areMany() ? group.sources() : present();
        if (group.lastPartition() >= known.size()) {
            throw new CorruptLogException("group " + group.created().name() + " has a cursor in partition "
                    + group.lastPartition() + ", topic " + group.created().topic() + " has " + known.size()
                    + " partitions");
        }
        return known;
    }
}
