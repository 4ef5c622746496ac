package io.replaymq.server.queues;

import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about durable subscriptions. */
@Command(
        name = "subscription",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks at the durable subscriptions of a running server, makes and deletes them, and changes what"
                + " they deliver and what they do with messages that are not acknowledged.",
        subcommands = {
            DescribeSubscriptionCommand.class,
            CreateSubscriptionCommand.class,
            AlterSubscriptionCommand.class,
            RewindSubscriptionCommand.class,
            RedriveSubscriptionCommand.class,
            DeleteSubscriptionCommand.class,
            HelpCommand.class
        })
public final class SubscriptionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.code();
    }
}
