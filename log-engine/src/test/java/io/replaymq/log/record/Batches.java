package io.replaymq.log.record;

import io.replaymq.log.testing.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches for tests. */
public final class Batches {
    private Batches() {}

    /** A batch at an offset, with one record for each text; the timestamps count up from the given one. */
    public static RecordBatch ofTexts(long baseOffset, long timestampMs, String... texts) {
        List<LogRecord> records = new ArrayList<>();
        for (String each : texts) {
            records.add(LogRecord.ofText(timestampMs + records.size(), null, each));
        }
        return placed(baseOffset, RecordBatchBuilder.of(records));
    }

    /** A batch of any records, at an offset. */
    public static RecordBatch any(Seed seed, long baseOffset, int maxRecords, int maxValueBytes) {
        int count = 1 + seed.nextInt(maxRecords);
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(anyRecord(seed, maxValueBytes));
        }
        return placed(baseOffset, RecordBatchBuilder.of(records));
    }

    /** Any record. */
    public static LogRecord anyRecord(Seed seed, int maxValueBytes) {
        List<Header> headers = new ArrayList<>();
        int count = seed.oneIn(3) ? seed.nextInt(4) : 0;
        for (int i = 0; i < count; i++) {
            headers.add(new Header(anyText(seed), anyBytes(seed, 20)));
        }
        long timestampMs = 1_700_000_000_000L + seed.nextLong(1_000_000);
        return new LogRecord(timestampMs, anyBytes(seed, 30), anyBytes(seed, maxValueBytes), headers);
    }

    /** Puts the base offset into a batch. */
    public static RecordBatch placed(long baseOffset, RecordBatch batch) {
        return batch.at(baseOffset);
    }

    /** The values of a batch's records as text. */
    public static List<String> textsOf(Iterable<StoredRecord> records) {
        List<String> texts = new ArrayList<>();
        for (StoredRecord each : records) {
            texts.add(
                    String.valueOf(StandardCharsets.UTF_8.decode(each.content().value())));
        }
        return texts;
    }

    private static byte @Nullable [] anyBytes(Seed seed, int maxLength) {
        return seed.oneIn(5) ? null : seed.bytes(seed.nextInt(maxLength + 1));
    }

    private static String anyText(Seed seed) {
        return seed.oneOf(List.of("", "a", "kind", "größe", "漢字", "🙂", "x".repeat(200)));
    }
}
