package io.replaymq.server.queues;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends dead letters on. Its fields are filled by the command line's parser. */
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Sends the dead letters of a queue back to it, or to another queue, as they were before.")
final class RedriveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "QUEUE", description = "The queue that gave them up.")
    private String queue = "";

    @Option(names = "--to", paramLabel = "QUEUE", description = "Another queue than it; it must exist.")
    private @Nullable String to;

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many at most, 1 to 100000; 100000 if not given.")
    private int max;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        if (max < 1 || max > LogRequest.RedriveTarget.MAX_REDRIVEN) {
            throw admin.usage("--max " + max + ", expected 1 to " + LogRequest.RedriveTarget.MAX_REDRIVEN);
        }
        ConsumerTarget from = new ConsumerTarget.Queue(Destination.queue(queue));
        try (AdminLink link = admin.connect()) {
            TargetText.print(
                    from, to == null ? queue : to, link.ask(new LogRequest.RedriveTarget(from, to, max)), admin);
        }
        return ExitCode.OK.code();
    }
}
