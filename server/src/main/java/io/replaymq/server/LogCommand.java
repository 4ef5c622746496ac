package io.replaymq.server;

import io.replaymq.server.api.ExitCode;
import io.replaymq.server.groups.GroupsCommand;
import io.replaymq.server.groups.ResetCommand;
import io.replaymq.server.inspect.DumpCommand;
import io.replaymq.server.inspect.VerifyCommand;
import io.replaymq.server.records.ConsumeCommand;
import io.replaymq.server.records.ProduceCommand;
import io.replaymq.server.topics.TopicsCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands that administer a log and look into it. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Administers the log under a running server (topics, groups, reset, consume, produce), and looks into the data"
                    + " directory of a stopped one (dump, verify)."
        },
        subcommands = {
            TopicsCommand.class,
            GroupsCommand.class,
            ResetCommand.class,
            ConsumeCommand.class,
            ProduceCommand.class,
            DumpCommand.class,
            VerifyCommand.class,
            HelpCommand.class
        })
final class LogCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.code();
    }
}
