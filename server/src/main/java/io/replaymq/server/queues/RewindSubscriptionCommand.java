package io.replaymq.server.queues;

import io.replaymq.broker.api.StartPosition;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.admin.StartPositions;
import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sets a durable subscription back (or forward). Its fields are filled by the command line's parser. */
@Command(
        name = "rewind",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Sets a durable subscription back (or forward): what lies from there on is delivered (again).")
final class RewindSubscriptionCommand implements Callable<Integer> {
    @Mixin
    private SubscriptionName name = new SubscriptionName();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "POSITION",
            converter = StartPositions.class,
            description = {
                "earliest: the oldest message still kept",
                "latest: behind the newest message",
                "offset:[PARTITION:]OFFSET: an offset of one partition (0 if not given); the others stay",
                "time:2026-01-31T12:00:00Z or time:MILLISECONDS: the first message sent at or after a time"
            })
    private StartPosition to = new StartPosition.Earliest();

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        try (AdminLink link = admin.connect()) {
            link.rewind(name.subscription(), to);
        }
        admin.out().println(name.subscription() + " is set to " + StartPositions.text(to));
        return ExitCode.OK.code();
    }
}
