package io.replaymq.server.queues;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LogAnswer.TargetReport;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Describes one queue. Its fields are filled by the command line's parser. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Describes a queue: how it stands, in messages, and its settings.")
final class DescribeQueueCommand implements Callable<Integer> {
    @Parameters(paramLabel = "QUEUE", description = "Its name, as applications have it.")
    private String queue = "";

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        TargetReport report;
        try (AdminLink link = admin.connect()) {
            report = link.ask(new LogRequest.DescribeTarget(new ConsumerTarget.Queue(Destination.queue(queue))));
        }
        TargetText.print(report, admin);
        return ExitCode.OK.code();
    }
}
