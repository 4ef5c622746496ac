package io.replaymq.server.queues;

import io.replaymq.broker.api.ConsumerOptions;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.broker.api.SubscriptionInUseException;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.admin.StartPositions;
import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a durable subscription that does not exist, for an application that comes later. Its fields are filled by the command line's parser. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes a durable subscription that does not exist, for an application that comes later.")
final class CreateSubscriptionCommand implements Callable<Integer> {
    @Mixin
    private SubscriptionName name = new SubscriptionName();

    @Option(
            names = "--topic",
            required = true,
            paramLabel = "TOPIC",
            description = "Its topic, or many: * is one word of their names, # any number of words.")
    private String topic = "";

    @Option(names = "--selector", paramLabel = "SELECTOR", description = "Which messages; all without it.")
    private @Nullable String selector;

    @Option(
            names = "--from",
            defaultValue = "latest",
            paramLabel = "POSITION",
            converter = StartPositions.class,
            description = {
                "earliest: the oldest message still kept",
                "latest: behind the newest message",
                "offset:[PARTITION:]OFFSET: an offset of one partition (0 if not given); the others at their oldest",
                "time:2026-01-31T12:00:00Z or time:MILLISECONDS: the first message sent at or after a time"
            })
    private StartPosition from = new StartPosition.Latest();

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        ConsumerTarget wanted = name.subscription(Destination.topic(topic));
        ConsumerOptions options =
                ConsumerOptions.DEFAULTS.withSelector(selector).withStart(from);
        try (AdminLink link = admin.connect()) {
            requireNew(link);
            link.subscribeOnce(new ConsumerRequest(wanted, options, null));
        }
        admin.out().println(wanted + " to topic '" + topic + "' is made and set to " + StartPositions.text(from));
        return ExitCode.OK.code();
    }

    /** One that exists would stay, or be made anew: neither is what was asked for. */
    private void requireNew(AdminLink link) throws InterruptedException {
        try {
            link.status(name.subscription());
        } catch (UnknownDestinationException e) {
            return;
        }
        throw new SubscriptionInUseException(
                "there is a " + name.subscription() + " already; rewind it, or delete it before");
    }
}
