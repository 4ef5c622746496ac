package io.replaymq.server.queues;

import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about queues. */
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks at the queues of a running server, and changes what they do with messages that are not"
                + " acknowledged.",
        subcommands = {DescribeQueueCommand.class, AlterQueueCommand.class, RedriveCommand.class, HelpCommand.class})
public final class QueueCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.code();
    }
}
