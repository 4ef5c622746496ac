package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.DriverException;
import io.replaymq.benchmarks.measure.Latencies;
import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.StoredRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What many records behind it cost a log. One log has {@code messages} records in a partition, another one begins a partition in each
 * turn; both are appended to, and
 * read at their ends while they are appended to, in turns: {@code passes} times {@code burst} records each. {@code append_ratio} and
 * {@code tail_ratio} are the full log's rate over the empty one's, the median of the passes. {@code seek} is how long a reader takes to
 * go to a random time in the full log. Records have {@code size} bytes and {@code batch} share a batch.
 */
final class Growth implements Workload {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SEEKS = 4_000;
    private static final int UNRECORDED_SEEKS = 1_000;

    private final Settings settings;
    private final long burst;
    private final int size;
    private final int batch;

    Growth(Settings settings) {
        this.settings = settings;
        burst = settings.number("burst", 1_000_000);
        size = settings.count("size", 100);
        batch = settings.count("batch", 512);
    }

    /** Records a second, with nobody reading and with a reader at the end. */
    private record Rates(double append, double tail) {}

    @Override
    public void run(Result result) throws InterruptedException {
        Path directory = Path.of(settings.need("dir"));
        long behind = settings.number("messages", 10_000_000);
        int passes = settings.count("passes", 8);
        try (ReplayLog full = EmbeddedLog.open(directory.resolve("full"), LogConfig.DEFAULTS);
                ReplayLog empty = EmbeddedLog.open(directory.resolve("empty"), LogConfig.DEFAULTS)) {
            TopicPartition grown = create(full, "grown");
            fill(full, grown, behind);
            fill(empty, create(empty, "before"), behind / 2); // it has used its journal files before, too
            List<Rates> ofFull = new ArrayList<>();
            List<Rates> ofEmpty = new ArrayList<>();
            for (int pass = 0; pass < passes; pass++) {
                TopicPartition fresh = create(empty, "fresh-" + pass);
                long end = behind + 2 * burst * pass;
                if (pass % 2 == 0) {
                    ofEmpty.add(bursts(empty, fresh, 0));
                    ofFull.add(bursts(full, grown, end));
                } else {
                    ofFull.add(bursts(full, grown, end));
                    ofEmpty.add(bursts(empty, fresh, 0));
                }
            }
            result.put("append_ratio", median(passes, i -> ofFull.get(i).append / ofEmpty.get(i).append))
                    .put("tail_ratio", median(passes, i -> ofFull.get(i).tail / ofEmpty.get(i).tail))
                    .put("append_per_s", median(passes, i -> ofFull.get(i).append))
                    .put("tail_per_s", median(passes, i -> ofFull.get(i).tail));
            seek(full, grown, behind).report(result, "seek");
        }
    }

    private static TopicPartition create(ReplayLog log, String topic) {
        log.createTopic(topic, TopicConfig.DEFAULTS).toCompletableFuture().join();
        return new TopicPartition(topic, 0);
    }

    private void fill(ReplayLog log, TopicPartition partition, long records) {
        Filling filling = new Filling(log, batch, size);
        filling.append(partition, 0, records);
        filling.await();
    }

    /** One burst with nobody reading, and one with a reader at the end. */
    private Rates bursts(ReplayLog log, TopicPartition partition, long from) throws InterruptedException {
        sync();
        double append = append(log, partition, from);
        sync();
        Crew crew = new Crew();
        LogReader reader = log.reader(partition, from + burst);
        long start = System.nanoTime();
        crew.start("tail", () -> follow(reader, from + burst));
        append(log, partition, from + burst);
        crew.join(PATIENCE.toSeconds());
        return new Rates(append, rate(start));
    }

    private double append(ReplayLog log, TopicPartition partition, long from) {
        Filling filling = new Filling(log, batch, size);
        long start = System.nanoTime();
        filling.append(partition, from, from + burst);
        filling.await();
        return rate(start);
    }

    private void follow(LogReader reader, long from) throws InterruptedException {
        try (reader) {
            for (long next = from; next < from + burst; ) {
                for (StoredRecord each : reader.poll(PATIENCE)) {
                    ByteBuffer value = each.content().value();
                    if (value == null || value.remaining() != size || value.getLong(value.position()) != next) {
                        throw new DriverException("record at offset " + each.offset() + ", expected number " + next);
                    }
                    next++;
                }
            }
        }
    }

    private double rate(long start) {
        return burst / ((System.nanoTime() - start) / 1e9);
    }

    private static Latencies seek(ReplayLog log, TopicPartition partition, long records) throws InterruptedException {
        Latencies times = new Latencies();
        Random random = new Random(1);
        try (LogReader reader = log.reader(partition, 0)) {
            for (int i = 0; i < SEEKS + UNRECORDED_SEEKS; i++) {
                long wanted = Math.floorMod(random.nextLong(), records);
                long start = System.nanoTime();
                reader.seekToTime(Filling.FIRST_MS + wanted);
                long took = System.nanoTime() - start;
                if (reader.position() != wanted) {
                    throw new DriverException("went to offset " + reader.position() + ", expected " + wanted);
                }
                if (i >= UNRECORDED_SEEKS) {
                    times.record(took);
                }
            }
        }
        return times;
    }

    private static double median(int count, IntToDoubleFunction value) {
        double[] sorted = IntStream.range(0, count).mapToDouble(value).sorted().toArray();
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }

    /** One burst's dirty pages are not the next one's wait. */
    private static void sync() throws InterruptedException {
        try {
            new ProcessBuilder("sync").start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
