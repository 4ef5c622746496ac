package io.replaymq.server.config;

import io.replaymq.broker.api.BrokerConfig;
import io.replaymq.broker.api.QueueDefaults;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.log.api.TopicConfig;
import java.time.Duration;
import java.util.List;

/** How destinations are kept, and handed out to consumers. */
final class BrokerSettings {
    private static final String NO_QUEUE = "-";

    static final Setting<Integer> PARTITIONS = new Setting<>(
            "destination.partitions",
            "1",
            "1 to 10000",
            "How many partitions a new queue or topic gets. The order of each producer is kept for any number; one"
                    + " keeps the order of all.",
            ValueSyntax.integer(1, 10_000));
    static final Setting<Long> SEGMENT = new Setting<>(
            "destination.segment",
            "64 MiB",
            "4 KiB to 1 GiB",
            "The size at which a segment of a new destination is sealed; smaller ones make retention finer.",
            ValueSyntax.bytes(4 << 10, 1 << 30));
    static final Setting<Duration> RETENTION_TIME = new Setting<>(
            "destination.retention-time",
            "0",
            "0 to 36500d; 0 keeps everything",
            "The age at which segments of a new destination may be removed. What a queue or durable subscription has"
                    + " still to deliver is kept in any case.",
            ValueSyntax.duration(Duration.ZERO, Duration.ofDays(36_500)));
    static final Setting<Long> RETENTION_BYTES = new Setting<>(
            "destination.retention-bytes",
            "0",
            "0 to 1048576 GiB; 0 sets no limit",
            "The size that a partition of a new destination may have before its oldest segments may be removed. What a"
                    + " queue or durable subscription has still to deliver is kept in any case.",
            ValueSyntax.bytes(0, 1L << 50));
    static final Setting<Integer> DELIVERY_LIMIT = new Setting<>(
            "queue.delivery-limit",
            "10",
            "0 to 1000000; 0 sets no limit",
            "How often a new queue or durable subscription delivers a message before it gives it up. What is given up"
                    + " moves to the queue NAME.dead-letters, after the queue or the topic, which is made at the first"
                    + " one. Each can be given other settings with `replaymq queue alter` and `subscription alter`.",
            ValueSyntax.integer(0, 1_000_000));
    static final Setting<Duration> REDELIVERY_DELAY = new Setting<>(
            "queue.redelivery-delay",
            "0",
            "0 to 365d",
            "How long a message rests in a new queue or durable subscription that was delivered once and given back.",
            ValueSyntax.duration(Duration.ZERO, RedeliveryPolicy.MAX_DELAY));
    static final Setting<Integer> REDELIVERY_MULTIPLIER = new Setting<>(
            "queue.redelivery-multiplier",
            "1",
            "1 to 1000; 1 keeps the delay",
            "By how much each further delivery makes that rest longer.",
            ValueSyntax.integer(1, 1_000));
    static final Setting<Duration> REDELIVERY_MAX_DELAY = new Setting<>(
            "queue.redelivery-max-delay",
            "1h",
            "0 to 365d",
            "The longest rest; at least queue.redelivery-delay in any case.",
            ValueSyntax.duration(Duration.ZERO, RedeliveryPolicy.MAX_DELAY));
    static final Setting<String> EXPIRY_QUEUE = new Setting<>(
            "queue.expiry-queue",
            NO_QUEUE,
            "the name of a queue; - for none",
            "Where messages of a new queue or durable subscription move to when they expire. Without it they stay in"
                    + " the log only.",
            ValueSyntax.text());
    static final Setting<Duration> RETENTION_INTERVAL = new Setting<>(
            "retention.interval",
            "1m",
            "1s to 1d",
            "How often the log cleans up: segments that retention no longer keeps are removed, topics that keep the"
                    + " latest record of each key are compacted.",
            ValueSyntax.duration(Duration.ofSeconds(1), Duration.ofDays(1)));
    static final Setting<Integer> WINDOW_MESSAGES = new Setting<>(
            "group.window-messages",
            "4096",
            "16 to 1048576",
            "How many messages of each partition are read ahead for a queue or subscription that has consumers.",
            ValueSyntax.integer(16, 1 << 20));
    static final Setting<Long> WINDOW = new Setting<>(
            "group.window",
            "4 MiB",
            "4 KiB to 1 GiB",
            "The same in bytes; a single larger message is still read.",
            ValueSyntax.bytes(4 << 10, 1 << 30));
    static final Setting<Duration> RESUME_WINDOW = new Setting<>(
            "group.resume-window",
            "10s",
            "0 to 1h",
            "How long a consumer whose connection was cut, or whose server was restarted, may take to come back. Until"
                    + " then nobody else gets the messages it holds.",
            ValueSyntax.duration(Duration.ZERO, Duration.ofHours(1)));
    static final Setting<Long> SNAPSHOT = new Setting<>(
            "group.snapshot",
            "8 MiB",
            "4 KiB to 1 GiB",
            "How much the record of acknowledgements grows before it is written anew and its old part is given up.",
            ValueSyntax.bytes(4 << 10, 1 << 30));

    static final List<Setting<?>> ALL = List.of(
            PARTITIONS,
            SEGMENT,
            RETENTION_TIME,
            RETENTION_BYTES,
            DELIVERY_LIMIT,
            REDELIVERY_DELAY,
            REDELIVERY_MULTIPLIER,
            REDELIVERY_MAX_DELAY,
            EXPIRY_QUEUE,
            RETENTION_INTERVAL,
            WINDOW_MESSAGES,
            WINDOW,
            RESUME_WINDOW,
            SNAPSHOT);

    private BrokerSettings() {}

    static BrokerConfig read(SettingValues values) {
        TopicConfig destinations = TopicConfig.DEFAULTS
                .withPartitions(values.get(PARTITIONS))
                .withSegmentBytes(Math.toIntExact(values.get(SEGMENT)))
                .withRetentionTime(values.get(RETENTION_TIME))
                .withRetentionBytes(values.get(RETENTION_BYTES));
        GroupsConfig groups = new GroupsConfig(
                values.get(WINDOW_MESSAGES),
                Math.toIntExact(values.get(WINDOW)),
                values.get(RESUME_WINDOW),
                Math.toIntExact(values.get(SNAPSHOT)));
        return new BrokerConfig(
                destinations, groups, queues(values), TransactionSettings.read(values), values.get(RETENTION_INTERVAL));
    }

    private static QueueDefaults queues(SettingValues values) {
        Duration delay = values.get(REDELIVERY_DELAY);
        Duration longest = values.get(REDELIVERY_MAX_DELAY);
        RedeliveryPolicy redelivery = new RedeliveryPolicy(
                delay, values.get(REDELIVERY_MULTIPLIER), delay.compareTo(longest) > 0 ? delay : longest);
        String expiryQueue = values.get(EXPIRY_QUEUE);
        return new QueueDefaults(
                values.get(DELIVERY_LIMIT), redelivery, expiryQueue.equals(NO_QUEUE) ? null : expiryQueue);
    }
}
