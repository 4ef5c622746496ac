package io.replaymq.server;

import io.replaymq.log.api.BrokerException;
import io.replaymq.server.admin.RewindCommand;
import io.replaymq.server.admin.StatusCommand;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.queues.QueueCommand;
import io.replaymq.server.queues.SubscriptionCommand;
import io.replaymq.server.quickstart.QuickstartCommand;
import io.replaymq.server.transactions.TransactionCommand;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of ReplayMQ: what {@code ./replaymq} starts. */
@Command(
        name = "replaymq",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "A Jakarta Messaging server whose storage is a replayable, partitioned log.",
        subcommands = {
            QuickstartCommand.class,
            ServerCommand.class,
            StatusCommand.class,
            RewindCommand.class,
            QueueCommand.class,
            SubscriptionCommand.class,
            TransactionCommand.class,
            LogCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "See what it does, in less than a minute:   replaymq quickstart",
            "Run a server:                              replaymq server --data DIR",
            "What a command takes:                      replaymq help COMMAND"
        })
public final class ReplayMq implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs one command. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new ReplayMq())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(ReplayMq::failed);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE.code();
    }

    private static int failed(Exception exception, CommandLine command, CommandLine.ParseResult arguments) {
        PrintWriter errors = command.getErr();
        if (exception instanceof BrokerException) {
            errors.println("replaymq: " + exception.getMessage());
        } else {
            exception.printStackTrace(errors);
        }
        return ExitCode.FAILED.code();
    }
}
