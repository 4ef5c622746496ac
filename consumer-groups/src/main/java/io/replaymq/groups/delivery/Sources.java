package io.replaymq.groups.delivery;

import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.TopicWildcard;
import io.replaymq.groups.state.GroupState;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that a group reads: those of one topic, numbered as there; or those of all topics that a name with wildcards means, numbered
 * in the order in which the group came to know them, which its records say. <b>Threads:</b> any.
 */
public final class Sources {
    private static final String INTERNAL_PREFIX = "__";

    private final DeliveryParts parts;
    private final @Nullable TopicDescription one;
    private final TopicWildcard wanted;

    private Sources(DeliveryParts parts, @Nullable TopicDescription one, TopicWildcard wanted) {
        this.parts = parts;
        this.one = one;
        this.wanted = wanted;
    }

    /** What a group reads; empty if that is one topic, which does not exist. */
    public static Optional<Sources> of(GroupSpec spec, DeliveryParts parts) {
        TopicWildcard wanted = TopicWildcard.of(spec.topic());
        return spec.readsMany()
                ? Optional.of(new Sources(parts, null, wanted))
                : parts.log().topic(spec.topic()).map(topic -> new Sources(parts, topic, wanted));
    }

    /** Whether these may be of many topics. */
    public boolean areMany() {
        return one == null;
    }

    /** Whether it is worth to look whether there are more than so many. For one topic, that is a look-up. */
    boolean mayBeMoreThan(int known) {
        return one == null
                || oneNow().map(each -> each.config().partitions() > known).orElse(false);
    }

    /** The one topic as it is now; empty if it is gone, whatever is called so now. */
    private Optional<TopicDescription> oneNow() {
        TopicDescription before = one;
        return before == null
                ? Optional.empty()
                : parts.log().topic(before.name()).filter(each -> each.topicId() == before.topicId());
    }

    private Stream<TopicDescription> topics() {
        return one != null ? oneNow().stream() : parts.log().topics().stream().filter(each -> isMeant(each.name()));
    }

    private boolean isMeant(String topic) {
        return !topic.startsWith(INTERNAL_PREFIX)
                && wanted.matches(topic)
                && parts.knowledge().ofWildcards().test(topic);
    }

    /** All that there are now, the topics in the order in which they were made. */
    public List<TopicPartition> present() {
        return topics().sorted(Comparator.comparingInt(TopicDescription::topicId))
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
