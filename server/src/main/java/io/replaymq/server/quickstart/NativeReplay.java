package io.replaymq.server.quickstart;

import com.example.lines.Tally;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.StoredRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a consumed queue again through the native log API: all of it, from an offset, and from a point in time. */
final class NativeReplay {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String LINE_PROPERTY = "line";

    private final ReplayLog log;
    private final TopicPartition partition;
    private final long end;

    NativeReplay(ReplayLog log, TopicPartition partition) {
        this.log = log;
        this.partition = partition;
        this.end = log.readableEnd(partition);
    }

    /** Reads, and compares with what was sent; the later two with the same stretch of the first. */
    void compare(Tally expected, Report report) throws IOException, InterruptedException {
        long start = log.startOffset(partition);
        long middle = start + (end - start) / 2;
        long timeMs = timestampAt(start + (end - start) / 4 * 3);
        Tally all = new Tally();
        Tally fromMiddle = new Tally();
        Tally fromTime = new Tally();
        try (LogReader reader = log.reader(partition, start)) {
            while (reader.position() < end) {
                for (StoredRecord record : next(reader)) {
                    add(all, record);
                    if (record.offset() >= middle) {
                        add(fromMiddle, record);
                    }
                    if (fromTime.count() > 0 || record.timestampMs() >= timeMs) {
                        add(fromTime, record);
                    }
                }
            }
        }
        report.compare(partition + " from offset " + start, expected, all.count(), all.checksum());
        try (LogReader reader = log.reader(partition, middle)) {
            report(report, "from offset " + middle, fromMiddle, read(reader));
        }
        try (LogReader reader = log.reader(partition, start)) {
            reader.seekToTime(timeMs);
            report(report, "from " + Instant.ofEpochMilli(timeMs), fromTime, read(reader));
        }
    }

    private void report(Report report, String from, Tally expected, Tally read) {
        report.compare(partition + " " + from, expected, read.count(), read.checksum());
    }

    private Tally read(LogReader reader) throws IOException, InterruptedException {
        Tally tally = new Tally();
        while (reader.position() < end) {
            for (StoredRecord record : next(reader)) {
                add(tally, record);
            }
        }
        return tally;
    }

    private long timestampAt(long offset) throws IOException, InterruptedException {
        try (LogReader reader = log.reader(partition, offset)) {
            return next(reader).get(0).timestampMs();
        }
    }

    private List<StoredRecord> next(LogReader reader) throws IOException, InterruptedException {
        List<StoredRecord> records = reader.poll(PATIENCE);
        if (records.isEmpty()) {
            throw new IOException("nothing to read at offset " + reader.position() + " of " + partition
                    + ", expected records up to " + end);
        }
        return records;
    }

    private static void add(Tally tally, StoredRecord record) throws IOException {
        tally.add(
                text(record.content().key()),
                line(record),
                text(record.content().value()));
    }

    private static int line(StoredRecord record) throws IOException {
        for (Header header : record.content().headers()) {
            byte[] value = header.value();
            if (header.key().equals(LINE_PROPERTY) && value != null && value.length == 1 + Integer.BYTES) {
                return ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
            }
        }
        throw new IOException("the record at offset " + record.offset() + " has no property '" + LINE_PROPERTY + "'");
    }

    private static String text(@Nullable ByteBuffer bytes) {
        return bytes == null ? "" : StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
