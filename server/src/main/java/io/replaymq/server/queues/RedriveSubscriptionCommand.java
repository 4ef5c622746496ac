package io.replaymq.server.queues;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends the dead letters of a durable subscription to a queue, as they were before. Its fields are filled by the command line's parser. */
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Sends the dead letters of a durable subscription to a queue, as they were before.")
final class RedriveSubscriptionCommand implements Callable<Integer> {
    @Mixin
    private SubscriptionName name = new SubscriptionName();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "QUEUE",
            description = "The queue; it must exist. In their topic they would be delivered to all its subscriptions.")
    private String to = "";

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many at most, 1 to 100000; 100000 if not given.")
    private int max;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (max < 1 || max > LogRequest.RedriveTarget.MAX_REDRIVEN) {
            throw admin.usage("--max " + max + ", expected 1 to " + LogRequest.RedriveTarget.MAX_REDRIVEN);
        }
        ConsumerTarget from = name.subscription();
        try (AdminLink link = admin.connect()) {
            TargetText.print(from, to, link.ask(new LogRequest.RedriveTarget(from, to, max)), admin);
        }
        return ExitCode.OK.code();
    }
}
