package io.replaymq.groups.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a group does with messages that are not acknowledged. May be altered at any time; where a group starts is part of its
 * {@link GroupSpec} and changes by a rewind only.
 *
 * @param deliveryLimit how often a message is delivered before it is given up, 1 to 1,000,000; 0 sets no limit
 * @param deadLetterTopic the log topic for what is given up, made if it does not exist; null: it is settled and stays where it is
 * @param redelivery how long a message rests that was seen and given back
 * @param acquisitionTimeout how long a member may hold a message without settling or extending it, up to one day; 0 for ever
 * @param expiryTopic the log topic for messages that expire, made if it does not exist; null: they are settled and stay where they are
 */
public record GroupSettings(
        int deliveryLimit,
        @Nullable String deadLetterTopic,
        RedeliveryPolicy redelivery,
        Duration acquisitionTimeout,
        @Nullable String expiryTopic) {
    private static final int MAX_DELIVERY_LIMIT = 1_000_000;
    private static final Duration MAX_ACQUISITION = Duration.ofDays(1);
    private static final int MAX_TOPIC_BYTES = 249;

    /** Delivers at once, again and again, and leaves messages to their members. */
    public static final GroupSettings DEFAULTS =
            new GroupSettings(0, null, RedeliveryPolicy.AT_ONCE, Duration.ZERO, null);

    /** Checks every range, and cuts what is less than a millisecond. */
    public GroupSettings {
        if (deliveryLimit < 0 || deliveryLimit > MAX_DELIVERY_LIMIT) {
            throw new IllegalArgumentException(
                    "deliveryLimit=" + deliveryLimit + ", expected 0 to " + MAX_DELIVERY_LIMIT);
        }
        RedeliveryPolicy.requireRange("acquisitionTimeout", acquisitionTimeout, Duration.ZERO, MAX_ACQUISITION);
        acquisitionTimeout = Duration.ofMillis(acquisitionTimeout.toMillis());
        requireTopic("deadLetterTopic", deadLetterTopic);
        requireTopic("expiryTopic", expiryTopic);
    }

    private static void requireTopic(String name, @Nullable String topic) {
        int bytes = topic == null ? 1 : topic.getBytes(UTF_8).length;
        if (bytes == 0 || bytes > MAX_TOPIC_BYTES) {
            throw new IllegalArgumentException(name + " of " + bytes + " bytes, expected 1 to " + MAX_TOPIC_BYTES);
        }
    }

    /** The name that a dead-letter topic has unless another is chosen. */
    public static String deadLetterTopicOf(String topic) {
        return topic + ".dead-letters";
    }

    /** These with another limit. */
    public GroupSettings withDeliveryLimit(int limit) {
        return new GroupSettings(limit, deadLetterTopic, redelivery, acquisitionTimeout, expiryTopic);
    }

    /** These with another dead-letter topic, or none. */
    public GroupSettings withDeadLetterTopic(@Nullable String topic) {
        return new GroupSettings(deliveryLimit, topic, redelivery, acquisitionTimeout, expiryTopic);
    }

    /** These with another policy. */
    public GroupSettings withRedelivery(RedeliveryPolicy policy) {
        return new GroupSettings(deliveryLimit, deadLetterTopic, policy, acquisitionTimeout, expiryTopic);
    }

    /** These with another timeout. */
    public GroupSettings withAcquisitionTimeout(Duration timeout) {
        return new GroupSettings(deliveryLimit, deadLetterTopic, redelivery, timeout, expiryTopic);
    }

    /** These with another expiry topic, or none. */
    public GroupSettings withExpiryTopic(@Nullable String topic) {
        return new GroupSettings(deliveryLimit, deadLetterTopic, redelivery, acquisitionTimeout, topic);
    }

    /** Whether a message that was delivered so often is given up. */
    public boolean isExhausted(int deliveries) {
        return deliveryLimit > 0 && deliveries >= deliveryLimit;
    }
}
