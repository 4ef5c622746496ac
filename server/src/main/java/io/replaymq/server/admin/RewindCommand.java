package io.replaymq.server.admin;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sets a queue or durable subscription back or forward. Its fields are filled by the command line's parser. */
@Command(
        name = "rewind",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Sets a queue or durable subscription back (or forward): what lies from there on is delivered (again).")
public final class RewindCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private TargetOptions target = new TargetOptions();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "POSITION",
            converter = StartPositions.class,
            description = {
                "earliest: the oldest message still kept",
                "latest: behind the newest message",
                "offset:[PARTITION:]OFFSET: an offset of one partition (0 if not given); the others stay",
                "time:2026-01-31T12:00:00Z or time:MILLISECONDS: the first message sent at or after a time"
            })
    private StartPosition to = new StartPosition.Earliest();

    @Mixin
    private ServerOption server = new ServerOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        ConsumerTarget rewound = target.target();
        try (AdminLink link = AdminLink.open(server.url())) {
            link.rewind(rewound, to);
        }
        spec.commandLine().getOut().println(target.text() + " is set to " + StartPositions.text(to));
        return ExitCode.OK.code();
    }
}
