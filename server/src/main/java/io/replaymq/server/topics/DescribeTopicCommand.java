package io.replaymq.server.topics;

import io.replaymq.broker.api.LogAnswer.TopicReport;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.log.api.PartitionStatistics;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.output.Table;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Describes one topic. Its fields are filled by the command line's parser. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Describes a topic: its settings, and what each partition holds.")
final class DescribeTopicCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TOPIC", description = "Its name in the log; internal ones too.")
    private String topic = "";

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Override
    public Integer call() throws InterruptedException {
        TopicReport report;
        try (AdminLink link = admin.connect()) {
            report = link.ask(new LogRequest.DescribeTopic(topic));
        }
        if (admin.json()) {
            admin.print(TopicJson.of(report));
        } else {
            print(report);
        }
        return ExitCode.OK.code();
    }

    private void print(TopicReport report) {
        PrintWriter out = admin.out();
        out.println("topic: " + report.topic().name());
        if (report.destination() != null) {
            out.println("holds the messages of: " + TopicJson.text(report.destination()));
        }
        TopicSetting.ALL.forEach(each -> out.println(
                each.name() + ": " + each.text().apply(report.topic().config())));
        out.println();
        Table table = new Table("PARTITION", "START", "END", "RECORDS", "BYTES", "SEGMENTS", "EARLIEST", "LATEST");
        for (PartitionStatistics each : report.partitions()) {
            table.row(
                    each.partition().partition(),
                    each.startOffset(),
                    each.readableEnd(),
                    each.records(),
                    each.bytes(),
                    each.segments(),
                    time(each.earliestTimestampMs()),
                    time(each.latestTimestampMs()));
        }
        table.print(out);
    }

    private static String time(long timestampMs) {
        return timestampMs < 0 ? "-" : Instant.ofEpochMilli(timestampMs).toString();
    }
}
