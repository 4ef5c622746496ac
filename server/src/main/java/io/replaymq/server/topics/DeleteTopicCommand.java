package io.replaymq.server.topics;

import io.replaymq.broker.api.LogAnswer.TopicReport;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.log.api.PartitionStatistics;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.output.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a topic. Its fields are filled by the command line's parser. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Deletes a topic with everything in it.",
            "Without --yes it only says what that is. Not for the topics of queues and topics of applications."
        })
final class DeleteTopicCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TOPIC", description = "Its name in the log.")
    private String topic = "";

    @Option(names = "--yes", description = "Deletes it.")
    private boolean sure;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        try (AdminLink link = admin.connect()) {
            TopicReport report = link.ask(new LogRequest.DescribeTopic(topic));
            long records = report.partitions().stream()
                    .mapToLong(PartitionStatistics::records)
                    .sum();
            if (!sure) {
                admin.err()
                        .println("replaymq: topic " + topic + " holds " + records
                                + " records; add --yes to delete it with them");
                return ExitCode.FAILED.code();
            }
            link.act(new LogRequest.DeleteTopic(topic));
            if (admin.json()) {
                admin.print(Json.object().put("deleted", topic).put("records", records));
            } else {
                admin.out().println("deleted " + topic + " with " + records + " records");
            }
        }
        return ExitCode.OK.code();
    }
}
