package io.replaymq.server.admin;

import io.replaymq.broker.api.TargetStatus;
import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says how a queue or durable subscription stands. Its fields are filled by the command line's parser. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says how a queue or durable subscription stands, in messages.")
public final class StatusCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private TargetOptions target = new TargetOptions();

    @Mixin
    private ServerOption server = new ServerOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        TargetStatus status;
        try (AdminLink link = AdminLink.open(server.url())) {
            status = link.status(target.target());
        }
        spec.commandLine()
                .getOut()
                .println(target.text() + ": backlog=" + status.backlog() + " inFlight=" + status.inFlight()
                        + " consumers=" + status.consumers());
        return ExitCode.OK.code();
    }
}
