package io.replaymq.server.transactions;

import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands about transactions. */
@Command(
        name = "transaction",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Looks at the prepared branches of distributed transactions on a running server, and ends those that"
                        + " their transaction manager left.",
        subcommands = {
            ListBranchesCommand.class,
            CommitBranchCommand.class,
            RollBackBranchCommand.class,
            ForgetBranchCommand.class,
            HelpCommand.class
        })
public final class TransactionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.code();
    }
}
