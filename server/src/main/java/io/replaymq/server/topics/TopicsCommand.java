package io.replaymq.server.topics;

import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about topics. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Looks at the topics of a running server, and changes them.",
            "Topics go by their names in the log: the messages of queue X are in topic queue.X, those of topic X in topic.X."
        },
        subcommands = {
            ListTopicsCommand.class,
            DescribeTopicCommand.class,
            CreateTopicCommand.class,
            AlterTopicCommand.class,
            AddPartitionsCommand.class,
            DeleteTopicCommand.class,
            HelpCommand.class
        })
public final class TopicsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.code();
    }
}
