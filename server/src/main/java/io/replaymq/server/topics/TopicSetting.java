package io.replaymq.server.topics;

import io.replaymq.log.api.CleanupPolicy;
import io.replaymq.log.api.CompactionConfig;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicConfig.Retain;
import io.replaymq.remote.api.NearestName;
import io.replaymq.server.config.ValueSyntax;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One setting of a topic, as it is written on the command line. The number of partitions is none of them: it has options of its own.
 *
 * @param name how it is called
 * @param range the values it takes, for people
 * @param syntax turns text into its value
 * @param with settings with another value
 * @param text the present value, as it would be written
 */
record TopicSetting<T>(
        String name,
        String range,
        ValueSyntax<T> syntax,
        BiFunction<TopicConfig, T, TopicConfig> with,
        Function<TopicConfig, Object> text) {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    static final List<TopicSetting<?>> ALL = List.of(
            new TopicSetting<>(
                    "segment",
                    "bytes, 4 KiB to 1 GiB",
                    ValueSyntax.bytes(4 << 10, 1 << 30),
                    (config, value) -> config.withSegmentBytes(Math.toIntExact(value)),
                    TopicConfig::segmentBytes),
            time("segment-age", TopicConfig::withSegmentAge, TopicConfig::segmentAge),
            time("retention-time", TopicConfig::withRetentionTime, TopicConfig::retentionTime),
            new TopicSetting<>(
                    "retention-bytes",
                    "bytes a partition; 0 sets no limit",
                    ValueSyntax.bytes(0, 1L << 50),
                    TopicConfig::withRetentionBytes,
                    TopicConfig::retentionBytes),
            new TopicSetting<>(
                    "retain",
                    "unconsumed or time_only",
                    ValueSyntax.choice(Retain.class),
                    TopicConfig::withRetain,
                    config -> lower(config.retain())),
            new TopicSetting<>(
                    "cleanup",
                    "delete, compact or compact_and_delete",
                    ValueSyntax.choice(CleanupPolicy.class),
                    TopicConfig::withCleanup,
                    config -> lower(config.cleanup())),
            new TopicSetting<>(
                    "min-dirty-ratio",
                    "0 to 1",
                    TopicSetting::ratio,
                    (config, value) -> config.withCompaction(config.compaction().withMinDirtyRatio(value)),
                    config -> config.compaction().minDirtyRatio()),
            compactionTime(
                    "tombstone-retention",
                    CompactionConfig::withTombstoneRetention,
                    CompactionConfig::tombstoneRetention),
            compactionTime("min-lag", CompactionConfig::withMinLag, CompactionConfig::minLag),
            new TopicSetting<>(
                    "max-batch",
                    "bytes, 1 KiB to 256 MiB; 0 leaves it to the server",
                    ValueSyntax.bytes(0, 256 << 20),
                    (config, value) -> config.withMaxBatchBytes(Math.toIntExact(value)),
                    TopicConfig::maxBatchBytes));

    private static TopicSetting<Duration> time(
            String name, BiFunction<TopicConfig, Duration, TopicConfig> with, Function<TopicConfig, Duration> present) {
        return new TopicSetting<>(
                name,
                "a time such as 12h or 7d; 0 for never",
                ValueSyntax.duration(Duration.ZERO, LONGEST),
                with,
                config -> spelled(present.apply(config)));
    }

    private static TopicSetting<Duration> compactionTime(
            String name,
            BiFunction<CompactionConfig, Duration, CompactionConfig> with,
            Function<CompactionConfig, Duration> present) {
        return new TopicSetting<>(
                name,
                "a time such as 12h or 7d",
                ValueSyntax.duration(Duration.ZERO, LONGEST),
                (config, value) -> config.withCompaction(with.apply(config.compaction(), value)),
                config -> spelled(present.apply(config.compaction())));
    }

    /** Settings with other values. @throws IllegalArgumentException saying which one is wrong, and what was expected */
    static TopicConfig change(TopicConfig config, Map<String, String> values) {
        TopicConfig changed = config;
        for (Map.Entry<String, String> each : values.entrySet()) {
            changed = of(each.getKey()).apply(changed, each.getValue());
        }
        return changed;
    }

    private TopicConfig apply(TopicConfig config, String value) {
        try {
            return with.apply(config, syntax.parse(value));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(name + "=" + value + ": " + e.getMessage(), e);
        }
    }

    private static TopicSetting<?> of(String name) {
        List<String> names = ALL.stream().map(TopicSetting::name).toList();
        return ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no topic setting '" + name + "'; " + NearestName.advice(name, names)));
    }

    private static Double ratio(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number of 0 to 1", e);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** As it would be written, in the largest unit that fits. */
    private static String spelled(Duration time) {
        long ms = time.toMillis();
        if (ms == 0) {
            return "0";
        }
        if (ms % Duration.ofDays(1).toMillis() == 0) {
            return time.toDays() + "d";
        }
        if (ms % Duration.ofHours(1).toMillis() == 0) {
            return time.toHours() + "h";
        }
        if (ms % Duration.ofMinutes(1).toMillis() == 0) {
            return time.toMinutes() + "m";
        }
        return ms % 1_000 == 0 ? time.toSeconds() + "s" : ms + "ms";
    }
}
