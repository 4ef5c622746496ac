package io.replaymq.groups.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a consumer reads. Begin with {@link #DEFAULTS} or {@link #ofGroup(String)} and change what differs.
 *
 * @param group its consumer group, 1 to 1,024 bytes of UTF-8; null for a consumer that neither subscribes nor commits
 * @param instanceId makes it a static member of that name, 1 to 255 bytes of UTF-8; null for a dynamic one
 * @param assignor how it wants the partitions of its group to be divided
 * @param reset where it begins where nothing was committed
 * @param autoCommit how often {@code poll} commits what earlier polls returned, 10 ms or more; zero for never
 * @param maxPollRecords records that one poll returns at most, 1 or more
 * @param maxPollBytes size of the batches after which a poll returns no further one, in bytes, 1 or more
 * @param fetchWindowBytes memory for what was fetched and not yet returned, in bytes, 64 KiB to 2 GiB; one batch for each partition may
 *     exceed it
 * @param sessionTimeout how long its group waits for it after its process has died, 10 ms to 1 day
 * @param maxPollInterval how long the application may take between two polls before its partitions go to others, 10 ms to 1 day; also
 *     how long it may take to give up partitions
 */
public record ConsumerConfig(
        @Nullable String group,
        @Nullable String instanceId,
        Assignor assignor,
        ResetPolicy reset,
        Duration autoCommit,
        int maxPollRecords,
        int maxPollBytes,
        int fetchWindowBytes,
        Duration sessionTimeout,
        Duration maxPollInterval) {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * No group; uniform; from the newest record on; commits every 5 s; 500 records or 16 MiB a poll; 32 MiB fetched ahead; a session of 45 s;
     * 5 minutes between polls.
     */
    public static final ConsumerConfig DEFAULTS = new ConsumerConfig(
            null,
            null,
            Assignor.UNIFORM,
            ResetPolicy.LATEST,
            Duration.ofSeconds(5),
            500,
            16 << 20,
            32 << 20,
            Duration.ofSeconds(45),
            Duration.ofMinutes(5));

    /** Checks every length and range. */
    public ConsumerConfig {
        if (group != null) {
            Names.requireBytes("group", group, GroupSpec.MAX_NAME_BYTES);
        }
        if (instanceId != null) {
            Names.requireBytes("instanceId", instanceId, GroupMembership.MAX_ID_BYTES);
        }
        requireRange("maxPollRecords", maxPollRecords, 1);
        requireRange("maxPollBytes", maxPollBytes, 1);
        requireRange("fetchWindowBytes", fetchWindowBytes, 64 << 10);
        if (!autoCommit.isZero()) {
            requireRange("autoCommit", autoCommit);
        }
        requireRange("sessionTimeout", sessionTimeout);
        requireRange("maxPollInterval", maxPollInterval);
    }

    /** The defaults for a member of a group. */
    public static ConsumerConfig ofGroup(String name) {
        return DEFAULTS.withGroup(name);
    }

    /** These settings for a member of a group. */
    public ConsumerConfig withGroup(String name) {
        return new ConsumerConfig(
                name,
                instanceId,
                assignor,
                reset,
                autoCommit,
                maxPollRecords,
                maxPollBytes,
                fetchWindowBytes,
                sessionTimeout,
                maxPollInterval);
    }

    /** These settings for a static member. */
    public ConsumerConfig withInstanceId(String name) {
        return new ConsumerConfig(
                group,
                name,
                assignor,
                reset,
                autoCommit,
                maxPollRecords,
                maxPollBytes,
                fetchWindowBytes,
                sessionTimeout,
                maxPollInterval);
    }

    /** These settings with another wish for dividing partitions. */
    public ConsumerConfig withAssignor(Assignor wanted) {
        return new ConsumerConfig(
                group,
                instanceId,
                wanted,
                reset,
                autoCommit,
                maxPollRecords,
                maxPollBytes,
                fetchWindowBytes,
                sessionTimeout,
                maxPollInterval);
    }

    /** These settings with another place to begin. */
    public ConsumerConfig withReset(ResetPolicy policy) {
        return new ConsumerConfig(
                group,
                instanceId,
                assignor,
                policy,
                autoCommit,
                maxPollRecords,
                maxPollBytes,
                fetchWindowBytes,
                sessionTimeout,
                maxPollInterval);
    }

    /** These settings with commits by {@code poll} so often; zero for never. */
    public ConsumerConfig withAutoCommit(Duration interval) {
        return new ConsumerConfig(
                group,
                instanceId,
                assignor,
                reset,
                interval,
                maxPollRecords,
                maxPollBytes,
                fetchWindowBytes,
                sessionTimeout,
                maxPollInterval);
    }

    /** These settings with other limits of what one poll returns. */
    public ConsumerConfig withMaxPoll(int records, int bytes) {
        return new ConsumerConfig(
                group,
                instanceId,
                assignor,
                reset,
                autoCommit,
                records,
                bytes,
                fetchWindowBytes,
                sessionTimeout,
                maxPollInterval);
    }

    /** These settings with other memory for what is fetched ahead, in bytes. */
    public ConsumerConfig withFetchWindowBytes(int bytes) {
        return new ConsumerConfig(
                group,
                instanceId,
                assignor,
                reset,
                autoCommit,
                maxPollRecords,
                maxPollBytes,
                bytes,
                sessionTimeout,
                maxPollInterval);
    }

    /** These settings with other patience of the group: for a dead process, and between two polls. */
    public ConsumerConfig withTimeouts(Duration session, Duration pollInterval) {
        return new ConsumerConfig(
                group,
                instanceId,
                assignor,
                reset,
                autoCommit,
                maxPollRecords,
                maxPollBytes,
                fetchWindowBytes,
                session,
                pollInterval);
    }

    private static void requireRange(String name, int value, int min) {
        if (value < min) {
            throw new IllegalArgumentException(name + "=" + value + ", expected " + min + " or more");
        }
    }

    private static void requireRange(String name, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + "=" + value + ", expected " + SHORTEST + " to " + LONGEST);
        }
    }
}
