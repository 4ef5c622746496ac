package io.replaymq.transactions;

import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.groups.api.TopicWildcard;
import io.replaymq.log.api.CleaningReport;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.TopicStatistics;
import io.replaymq.log.api.UnknownTopicException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The topics of a log: making, looking at, changing and deleting them.
 *
 * <p><b>Threads:</b> any thread may call anything. Stages complete on threads of the log or of the client: what is attached to them must
 * not block.
 *
 * <p><b>Errors:</b> stages fail with a {@link io.replaymq.log.api.BrokerException}; whatever would change an internal topic, whose name
 * begins with {@code __}, with {@link InvalidTopicException}.
 */
public final class TopicAdmin {
    private static final String INTERNAL = "__";

    private final ReplayLog log;
    private final SharedGroups sharedGroups;
    private final Executor owner;

    /** @param owner runs what it is given on the thread that the groups belong to */
    TopicAdmin(ReplayLog log, SharedGroups sharedGroups, Executor owner) {
        this.log = log;
        this.sharedGroups = sharedGroups;
        this.owner = owner;
    }

    /** All topics that are not internal, by name. */
    public List<TopicDescription> list() {
        return log.topics();
    }

    /** The topic of that name, if it exists. */
    public Optional<TopicDescription> find(String name) {
        return log.topic(name);
    }

    /**
     * What a topic holds now, partition by partition: offsets, records, bytes, segments, timestamps.
     *
     * @throws UnknownTopicException if there is no such topic
     */
    public TopicStatistics describe(String name) {
        return log.statistics(name);
    }

    /**
     * Creates a topic, durably.
     *
     * @return fails with {@link InvalidTopicException} or {@link io.replaymq.log.api.TopicExistsException}
     */
    public CompletableFuture<TopicDescription> create(String name, TopicConfig config) {
        return onOwner(() -> {
            ensureNotInternal(name);
            return log.createTopic(name, config);
        });
    }

    /**
     * Gives a topic other settings, durably; everything that is not changed stays. Consumers, producers and groups take added partitions
     * into use by themselves, within a second.
     *
     * @param change from the present settings to the next ones; called once
     * @return fails with {@link UnknownTopicException}, or {@link InvalidTopicException} if there would be fewer partitions
     */
    public CompletableFuture<TopicDescription> alter(String name, UnaryOperator<TopicConfig> change) {
        return onOwner(() -> {
            ensureNotInternal(name);
            TopicDescription topic =
                    log.topic(name).orElseThrow(() -> new UnknownTopicException("there is no topic " + name));
            return log.alterTopic(name, change.apply(topic.config()));
        });
    }

    /**
     * Deletes a topic with everything in it, durably, and what consumer groups have committed of it. A topic that is created later under
     * the name is another one.
     *
     * @return fails with {@link UnknownTopicException}, or {@link InvalidTopicException} if shared groups read it: they are to be
     *     deleted first
     */
    public CompletableFuture<Void> delete(String name) {
        return onOwner(() -> {
            ensureNotInternal(name);
            List<String> readers = sharedGroups.list().stream()
                    .map(SharedGroup::spec)
                    .filter(each -> TopicWildcard.of(each.topic()).matches(name))
                    .map(each -> each.name())
                    .toList();
            if (!readers.isEmpty()) {
                throw new InvalidTopicException(
                        "topic " + name + " is read by the shared groups " + readers + ": delete them before it");
            }
            return log.deleteTopic(name);
        });
    }

    /**
     * Gives up the records of a partition below an offset, durably.
     *
     * @return the log start offset afterwards; fails with {@link UnknownTopicException} or {@link
     *     io.replaymq.log.api.OffsetOutOfRangeException}
     */
    public CompletableFuture<Long> trim(TopicPartition partition, long newStartOffset) {
        return onOwner(() -> {
            ensureNotInternal(partition.topic());
            return log.trim(partition, newStartOffset);
        });
    }

    /** Carries out retention and compaction of all topics now, instead of at the next interval. */
    public CompletableFuture<CleaningReport> clean() {
        return log.clean().toCompletableFuture();
    }

    private static void ensureNotInternal(String topic) {
        if (topic.startsWith(INTERNAL)) {
            throw new InvalidTopicException("topic " + topic + " is internal: it is only to be looked at");
        }
    }

    private <T> CompletableFuture<T> onOwner(Supplier<CompletionStage<T>> call) {
        return CompletableFuture.supplyAsync(call, owner).thenCompose(stage -> stage);
    }
}
