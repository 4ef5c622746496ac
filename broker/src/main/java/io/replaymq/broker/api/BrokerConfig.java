package io.replaymq.broker.api;

import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.log.api.TopicConfig;
import java.time.Duration;

/**
 * How an embedded broker makes destinations, uses memory, and how long it waits for consumers to come back.
 *
 * @param destinations settings of the log topic of a destination that is made
 * @param groups read-ahead per partition of each queue and subscription, and the resume window of consumers whose link was cut
 * @param queues what queues do with messages that are not acknowledged, unless they are told otherwise
 * @param transactions how much transactions may take
 * @param retentionInterval time between two runs of retention, at least 1 second
 */
public record BrokerConfig(
        TopicConfig destinations,
        GroupsConfig groups,
        QueueDefaults queues,
        TransactionLimits transactions,
        Duration retentionInterval) {
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(1); // before DEFAULTS, which is checked against it

    /** One partition per destination, the groups' defaults, retention once a minute. */
    public static final BrokerConfig DEFAULTS =
            new BrokerConfig(TopicConfig.DEFAULTS, GroupsConfig.DEFAULTS, Duration.ofMinutes(1));

    /** With the standard settings of queues. */
    public BrokerConfig(TopicConfig destinations, GroupsConfig groups, Duration retentionInterval) {
        this(destinations, groups, QueueDefaults.STANDARD, retentionInterval);
    }

    /** With the standard limits of transactions. */
    public BrokerConfig(
            TopicConfig destinations, GroupsConfig groups, QueueDefaults queues, Duration retentionInterval) {
        this(destinations, groups, queues, TransactionLimits.DEFAULTS, retentionInterval);
    }

    /** Checks the interval; the other parts check themselves. */
    public BrokerConfig {
        if (retentionInterval.compareTo(MIN_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "retentionInterval=" + retentionInterval + ", expected at least " + MIN_INTERVAL);
        }
    }
}
