package io.replaymq.server.groups;

import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about groups. */
@Command(
        name = "groups",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Looks at the groups of a running server.",
            "Consumer groups commit offsets; shared groups are what queues and subscriptions are. To set where a consumer group"
                    + " resumes: replaymq log reset."
        },
        subcommands = {ListGroupsCommand.class, DescribeGroupCommand.class, DeleteGroupCommand.class, HelpCommand.class
        })
public final class GroupsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.code();
    }
}
