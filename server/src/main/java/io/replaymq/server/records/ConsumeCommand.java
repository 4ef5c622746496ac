package io.replaymq.server.records;

import io.replaymq.broker.api.LogAnswer.TopicReport;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.StartPosition;
import io.replaymq.log.api.PartitionStatistics;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.admin.StartPositions;
import io.replaymq.server.api.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads records of a topic and prints them. Its fields are filled by the command line's parser. */
@Command(
        name = "consume",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints the records of a topic, one a line, those of each partition in order.",
            "Moves nothing unless --group is given. Ends at what is the end when it starts, or with --follow when it is stopped."
        })
public final class ConsumeCommand implements Callable<Integer> {
    private static final int MAX_PARTITIONS = 1_000;

    @Parameters(paramLabel = "TOPIC", description = "Its name in the log.")
    private String topic = "";

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            converter = StartPositions.class,
            description = {
                "earliest (default): the oldest record still kept",
                "latest: behind the newest record",
                "offset:[PARTITION:]OFFSET: an offset of one partition (0 if not given), which is then the only one that is read",
                "time:2026-01-31T12:00:00Z or time:MILLISECONDS: the first record at or after a time",
                "With --group only where the group has committed nothing."
            })
    private StartPosition from = new StartPosition.Earliest();

    @Option(names = "--partition", split = ",", paramLabel = "N", description = "Only these partitions.")
    private List<Integer> partitions = List.of();

    @Option(names = "--max", paramLabel = "N", description = "Ends after so many records.")
    private long max = Long.MAX_VALUE;

    @Option(names = "--follow", description = "Waits for more at the end, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = {
                "Begins where this consumer group resumes, and commits for it what was printed: every 5 s, and at the end.",
                "Does not join it: refused while the group has members."
            })
    private @Nullable String group;

    @Option(
            names = "--show",
            paramLabel = "FORM",
            description =
                    "value (default), keyed (key, tab, value) or full (with partition, offset, time and headers). What is not text is"
                            + " shown as 0x and digits.")
    private RecordPrinter.Form form = RecordPrinter.Form.VALUE;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    private final TimeSource time = TimeSource.SYSTEM;

    @Override
    public Integer call() throws InterruptedException {
        if (max < 1) {
            throw admin.usage("--max " + max + ", expected 1 or more");
        }
        try (AdminLink link = admin.connect()) {
            GroupOffsets offsets = group == null ? null : new GroupOffsets(link, named(group), time);
            List<PartitionReader> readers = readers(link, offsets);
            Duration wait = follow ? Reading.waitFor(readers.size()) : Duration.ZERO;
            Reading reading = new Reading(link, readers, wait);
            Interruption interruption = Interruption.of(reading::stop);
            try {
                read(reading, readers, offsets);
            } finally {
                interruption.close();
            }
        }
        return ExitCode.OK.code();
    }

    private String named(String name) {
        if (name.isEmpty()) {
            throw admin.usage("the group has no name");
        }
        return name;
    }

    private void read(Reading reading, List<PartitionReader> readers, @Nullable GroupOffsets offsets)
            throws InterruptedException {
        Printing printing =
                new Printing(new RecordPrinter(admin.out(), admin.json() ? RecordPrinter.Form.JSON : form), max);
        long since = time.nanoTime();
        try {
            reading.run(printing, () -> {
                boolean heard = printing.flush();
                if (offsets != null) {
                    offsets.commitNowAndThen(readers);
                }
                return heard;
            });
        } finally {
            boolean heard = printing.flush();
            if (offsets != null && heard) {
                offsets.commit(readers);
            }
            admin.err().println("replaymq: " + Rate.text("consumed", printing.count(), time.nanoTime() - since));
        }
    }

    private List<PartitionReader> readers(AdminLink link, @Nullable GroupOffsets offsets) throws InterruptedException {
        TopicReport report = link.ask(new LogRequest.DescribeTopic(topic));
        List<PartitionStatistics> chosen = chosen(report);
        Set<TopicPartition> names = new HashSet<>();
        chosen.forEach(each -> names.add(each.partition()));
        Map<TopicPartition, Long> resumed = offsets == null ? Map.of() : offsets.resume(names);
        List<PartitionReader> readers = new ArrayList<>();
        for (PartitionStatistics each : chosen) {
            Long committed = resumed.get(each.partition());
            long begin = committed == null ? begin(link, each) : committed;
            readers.add(new PartitionReader(each.partition(), begin, follow ? Long.MAX_VALUE : each.readableEnd()));
        }
        return readers;
    }

    private List<PartitionStatistics> chosen(TopicReport report) {
        Set<Integer> wanted = new HashSet<>(partitions);
        if (wanted.isEmpty() && from instanceof StartPosition.AtOffset at) {
            wanted.add(at.partition());
        }
        int count = report.partitions().size();
        for (int each : wanted) {
            if (each < 0 || each >= count) {
                throw new UnknownTopicException(
                        "topic " + topic + " has no partition " + each + ", expected 0 to " + (count - 1));
            }
        }
        List<PartitionStatistics> chosen = report.partitions().stream()
                .filter(each ->
                        wanted.isEmpty() || wanted.contains(each.partition().partition()))
                .toList();
        if (chosen.size() > MAX_PARTITIONS) {
            throw admin.usage("topic " + topic + " has " + count + " partitions; choose up to " + MAX_PARTITIONS
                    + " with --partition");
        }
        return chosen;
    }

    private long begin(AdminLink link, PartitionStatistics partition) throws InterruptedException {
        if (from instanceof StartPosition.Latest) {
            return partition.readableEnd();
        }
        if (from instanceof StartPosition.AtTime at) {
            return link.ask(new LogRequest.FindOffset(partition.partition(), at.timestampMs()))
                    .offset();
        }
        boolean meant = from instanceof StartPosition.AtOffset at
                && at.partition() == partition.partition().partition();
        return meant ? ((StartPosition.AtOffset) from).offset() : partition.startOffset();
    }

    /** Prints up to so many records. */
    private static final class Printing implements PartitionReader.Sink {
        private final RecordPrinter printer;
        private final long max;
        private long count;

        Printing(RecordPrinter printer, long max) {
            this.printer = printer;
            this.max = max;
        }

        @Override
        public boolean wants() {
            return count < max;
        }

        @Override
        public void accept(TopicPartition partition, StoredRecord record) {
            printer.print(partition, record);
            count++;
        }

        boolean flush() {
            return printer.flush();
        }

        long count() {
            return count;
        }
    }
}
