package io.replaymq.server.queues;

import io.replaymq.broker.api.LogRequest;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Describes a durable subscription. Its fields are filled by the command line's parser. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Describes a durable subscription: how it stands, in messages, and its settings.")
final class DescribeSubscriptionCommand implements Callable<Integer> {
    @Mixin
    private SubscriptionName name = new SubscriptionName();

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        try (AdminLink link = admin.connect()) {
            TargetText.print(link.ask(new LogRequest.DescribeTarget(name.subscription())), admin);
        }
        return ExitCode.OK.code();
    }
}
