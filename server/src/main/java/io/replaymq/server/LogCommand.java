package io.replaymq.server;

import io.replaymq.server.api.ExitCode;
import io.replaymq.server.inspect.DumpCommand;
import io.replaymq.server.inspect.VerifyCommand;
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
        description = "Administers the log under a server, and looks into a data directory.",
        subcommands = {DumpCommand.class, VerifyCommand.class, HelpCommand.class})
final class LogCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.code();
    }
}
