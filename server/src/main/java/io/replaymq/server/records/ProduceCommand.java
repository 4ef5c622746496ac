package io.replaymq.server.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.broker.api.LogAnswer.TopicReport;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.record.Compression;
import io.replaymq.log.record.Compressor;
import io.replaymq.log.record.Header;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.admin.AdminOptions;
import io.replaymq.server.admin.DestinationOption;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.output.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Appends lines to a topic as records. Its fields are filled by the command line's parser. */
@Command(
        name = "produce",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Appends each line of standard input or of a file as a record.",
            "Lines are bytes, whatever is in them. Records with a key go where Kafka's clients would put them; those without"
                    + " one fill a batch of one partition, then one of the next. What there is is sent before the next line is waited for."
        })
public final class ProduceCommand implements Callable<Integer> {
    private static final int BATCH_BYTES = 256 << 10;
    private static final int MAX_LINE_BYTES = 8 << 20;

    @Parameters(paramLabel = "TOPIC", description = "Its name in the log; it must exist.")
    private String topic = "";

    @Option(names = "--file", paramLabel = "FILE", description = "Reads this file instead of standard input.")
    private @Nullable Path file;

    @Option(
            names = "--key-separator",
            paramLabel = "TEXT",
            description =
                    "What stands between key and value, at its first occurrence in each line. Without it there are no keys.")
    private @Nullable String keySeparator;

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "A header of every record; may be given more than once.")
    private Map<String, String> headers = new LinkedHashMap<>();

    @Option(names = "--partition", paramLabel = "N", description = "The partition of all records.")
    private @Nullable Integer partition;

    @Option(names = "--compression", paramLabel = "CODEC", description = "none (default), gzip, snappy, lz4 or zstd.")
    private Compression compression = Compression.NONE;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            description = "What a batch must have reached: accepted, written or durable (default).")
    private Durability durability = Durability.DURABLE;

    @Mixin
    private DestinationOption destinations = new DestinationOption();

    @Mixin
    private AdminOptions admin = new AdminOptions();

    private final TimeSource time = TimeSource.SYSTEM;

    @Override
    public Integer call() throws InterruptedException {
        if (keySeparator != null && keySeparator.isEmpty()) {
            throw admin.usage("--key-separator is empty, expected some text");
        }
        long since = time.nanoTime();
        try (AdminLink link = admin.connect();
                Compressor compressor = Compressor.of(compression);
                InputStream in = open()) {
            TopicReport report = link.ask(new LogRequest.DescribeTopic(topic));
            PartitionAppender.Manner manner = new PartitionAppender.Manner(
                    batchBytes(report), compressor, durability, destinations.reach(topic, report.destination()));
            return produce(new Lines(in, MAX_LINE_BYTES), appenders(link, report, manner), since);
        } catch (IOException e) {
            admin.err().println("replaymq: " + e.getMessage());
            return ExitCode.FAILED.code();
        }
    }

    private static int batchBytes(TopicReport report) {
        int limit = report.topic().config().maxBatchBytes();
        return limit == 0 ? BATCH_BYTES : Math.min(limit, BATCH_BYTES);
    }

    private InputStream open() throws IOException {
        if (file == null) {
            return System.in;
        }
        if (!Files.isReadable(file)) {
            throw new IOException("cannot read file " + file);
        }
        return Files.newInputStream(file);
    }

    private RecordRouter appenders(AdminLink link, TopicReport report, PartitionAppender.Manner manner) {
        int count = report.partitions().size();
        Integer wanted = partition;
        if (wanted != null && (wanted < 0 || wanted >= count)) {
            throw admin.usage("topic " + topic + " has no partition " + wanted + ", expected 0 to " + (count - 1));
        }
        List<PartitionAppender> appenders = new ArrayList<>();
        report.partitions().stream()
                .map(each -> each.partition())
                .filter(each -> wanted == null || each.partition() == wanted)
                .forEach(each -> appenders.add(new PartitionAppender(link, each, manner)));
        return new RecordRouter(topic, appenders);
    }

    private int produce(Lines lines, RecordRouter router, long since) throws InterruptedException {
        RecordForm form = new RecordForm(keySeparator == null ? null : keySeparator.getBytes(UTF_8), headerList());
        try {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                router.add(time.wallMs(), form.read(line, lines.number()));
                if (lines.wouldWait()) {
                    router.flush();
                }
            }
            router.finish();
        } catch (IOException | BrokerException e) {
            admin.err()
                    .println("replaymq: " + e.getMessage() + "; " + router.settle() + " records are in topic " + topic
                            + " for certain");
            return ExitCode.FAILED.code();
        }
        report(router.confirmed(), time.nanoTime() - since);
        return ExitCode.OK.code();
    }

    private List<Header> headerList() {
        List<Header> list = new ArrayList<>();
        headers.forEach((name, value) -> list.add(new Header(name, value.getBytes(UTF_8))));
        return list;
    }

    private void report(long records, long nanos) {
        if (admin.json()) {
            admin.print(
                    Json.object().put("topic", topic).put("records", records).put("milliseconds", nanos / 1_000_000));
        } else {
            admin.out().println(Rate.text("produced", records, nanos));
        }
    }
}
