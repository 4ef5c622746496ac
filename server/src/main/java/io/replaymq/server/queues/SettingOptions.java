package io.replaymq.server.queues;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.QueueSettings;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.log.api.BrokerException;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings of a queue or durable subscription; those that are not named stay. Filled by the command line's parser. */
final class SettingOptions {
    @Option(
            names = "--delivery-limit",
            paramLabel = "N",
            description = "How often a message is delivered before it is given up; 0 sets no limit.")
    private @Nullable Integer limit;

    @Option(
            names = "--redelivery-delay",
            paramLabel = "MS",
            description = "How long a message rests that was delivered once and given back, in milliseconds.")
    private @Nullable Long delayMs;

    @Option(
            names = "--redelivery-multiplier",
            paramLabel = "X",
            description = "By how much each further delivery makes the rest longer, 1 to 1000.")
    private @Nullable Double multiplier;

    @Option(names = "--redelivery-max-delay", paramLabel = "MS", description = "The longest rest, in milliseconds.")
    private @Nullable Long maxDelayMs;

    @Option(
            names = "--dead-letter-queue",
            paramLabel = "QUEUE",
            description = "Where what is given up moves to; empty for nowhere.")
    private @Nullable String deadLetterQueue;

    @Option(
            names = "--expiry-queue",
            paramLabel = "QUEUE",
            description = "Where messages move to when they expire; empty for nowhere.")
    private @Nullable String expiryQueue;

    /** Gives these to a queue or durable subscription, and prints it as it is then. */
    void alter(ConsumerTarget target, AdminLink link, AdminOptions admin) throws InterruptedException {
        QueueSettings before = link.ask(new LogRequest.DescribeTarget(target)).settings();
        link.act(new LogRequest.AlterTarget(target, altered(before, admin)));
        TargetText.print(link.ask(new LogRequest.DescribeTarget(target)), admin);
    }

    private QueueSettings altered(QueueSettings before, AdminOptions admin) {
        try {
            return new QueueSettings(
                    limit == null ? before.deliveryLimit() : limit,
                    redelivery(before.redelivery()),
                    deadLetterQueue == null ? before.deadLetterQueue() : orNone(deadLetterQueue),
                    expiryQueue == null ? before.expiryQueue() : orNone(expiryQueue));
        } catch (IllegalArgumentException | BrokerException e) {
            throw admin.usage(String.valueOf(e.getMessage()));
        }
    }

    private RedeliveryPolicy redelivery(RedeliveryPolicy before) {
        Duration delay = delayMs == null ? before.delay() : Duration.ofMillis(delayMs);
        Duration longest = maxDelayMs == null ? before.maxDelay() : Duration.ofMillis(maxDelayMs);
        boolean follows = maxDelayMs == null && longest.compareTo(delay) < 0;
        return new RedeliveryPolicy(
                delay, multiplier == null ? before.multiplier() : multiplier, follows ? delay : longest);
    }

    private static @Nullable String orNone(String name) {
        return name.isEmpty() ? null : name;
    }
}
