package io.replaymq.server.topics;

import io.replaymq.broker.api.LogAnswer.TopicReport;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.LogRequest.Reach;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a topic more partitions. Its fields are filled by the command line's parser. */
@Command(
        name = "add-partitions",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Gives a topic more partitions.",
            "Keys may go to another partition from then on; what is there stays where it is.",
            "Not for the topics of queues and topics of applications: those keep the number they were made with."
        })
final class AddPartitionsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TOPIC", description = "Its name in the log.")
    private String topic = "";

    @Option(
            names = "--total",
            required = true,
            paramLabel = "N",
            description = "How many it is to have in all, up to 10000.")
    private int total;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        Partitions.of(TopicConfig.DEFAULTS, total, admin); // before anybody is asked
        try (AdminLink link = admin.connect()) {
            TopicReport before = link.ask(new LogRequest.DescribeTopic(topic));
            int present = before.topic().config().partitions();
            if (total <= present) {
                admin.err()
                        .println("replaymq: topic " + topic + " has " + present
                                + " partitions, expected a total of more");
                return ExitCode.FAILED.code();
            }
            link.act(new LogRequest.AlterTopic(
                    topic, before.topic().config().withPartitions(total), Reach.DESTINATIONS_TOO));
            Changed.print(link, topic, "added partitions to", admin);
        }
        return ExitCode.OK.code();
    }
}
