package io.replaymq.log.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.crash.CleaningWorkload.Put;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a restarted log holds, held against what a {@link CleaningWorkload} was told. */
final class CleaningAudit {
    private static final int FETCH_BYTES = 8 << 10;

    private final ReplayLog log;
    private final CleaningWorkload workload;

    CleaningAudit(ReplayLog log, CleaningWorkload workload) {
        this.log = log;
        this.workload = workload;
    }

    /** Checks everything; what was in doubt is settled by what is found. */
    void check() {
        Map<String, Put> state = checkState();
        long recent = checkRecent();
        checkGone(state, recent);
    }

    /** The latest record of each key is the last acknowledged one, or one that was sent after it. */
    private Map<String, Put> checkState() {
        Map<String, Put> found = new HashMap<>();
        for (StoredRecord each : records(CleaningWorkload.STATE)) {
            String key = text(each.content().key());
            Put put = workload.sent().get(putNumber(each));
            require(put.tombstone() == (each.content().value() == null), "offset " + each.offset() + " is not " + put);
            require(put.key().equals(key), "offset " + each.offset() + " has " + key + ", expected " + put);
            Put before = found.put(key, put);
            require(before == null || before.number() <= put.number(), put + " comes behind " + before);
        }
        for (int i = 0; i < CleaningWorkload.KEYS; i++) {
            checkKey("key-" + i, found);
        }
        return found;
    }

    private void checkKey(String key, Map<String, Put> found) {
        Put last = workload.acknowledged(key);
        Put there = found.get(key);
        if (last == null) {
            return;
        }
        if (there == null) {
            boolean forgotten = workload.sent().stream()
                    .filter(each -> each.key().equals(key) && each.number() >= last.number())
                    .anyMatch(each -> each.tombstone()
                            && workload.clock().wallMs() - each.atMs() >= CleaningWorkload.TOMBSTONES_STAY.toMillis());
            require(forgotten, key + " is gone, expected " + last);
        } else {
            require(there.number() >= last.number(), key + " is " + there + ", expected " + last + " or later");
        }
    }

    /** What retention has left is a gapless tail, up to the last acknowledged one at least. */
    private long checkRecent() {
        long next = -1;
        for (StoredRecord each : records(CleaningWorkload.RECENT)) {
            long number = number(each.content().value());
            require(number == each.offset(), "record " + number + " at offset " + each.offset());
            require(next < 0 || number == next, "record " + number + ", expected " + next);
            next = number + 1;
        }
        long end = log.readableEnd(CleaningWorkload.RECENT);
        require(next < 0 || next == end, "records end at " + next + ", the log at " + end);
        require(
                end >= workload.acknowledgedRecent() && end <= workload.sentRecent(),
                "records end at " + end + ", expected " + workload.acknowledgedRecent());
        return end;
    }

    /** A deleted topic does not come back, and a new one has nothing of it. */
    private void checkGone(Map<String, Put> state, long recent) {
        int present = log.topic("gone").map(each -> each.topicId()).orElse(0);
        if (!workload.isInDoubt()) {
            require(
                    present == workload.incarnation(),
                    "topic number " + present + ", expected " + workload.incarnation());
        } else {
            require(
                    present == 0 || present >= workload.incarnation(),
                    "topic number " + present + " came back, expected none, or " + workload.incarnation()
                            + " or later");
        }
        List<StoredRecord> records = present == 0 ? List.of() : records(CleaningWorkload.GONE);
        for (StoredRecord each : records) {
            require(number(each.content().value()) == present, "a record of another topic of that name");
        }
        if (present == workload.incarnation()) {
            require(
                    records.size() >= workload.recordsOfIncarnation(),
                    records.size() + " records, expected " + workload.recordsOfIncarnation());
        }
        workload.settle(present, records.size(), recent, state);
    }

    private List<StoredRecord> records(TopicPartition partition) {
        List<StoredRecord> records = new ArrayList<>();
        long end = log.readableEnd(partition);
        long start = log.startOffset(partition);
        for (long at = start; at < end; ) {
            Fetch fetch =
                    log.fetch(partition, at, FETCH_BYTES).toCompletableFuture().join();
            for (RecordBatch batch : fetch.batches()) {
                for (StoredRecord each : batch) {
                    if (each.offset() >= at) {
                        records.add(each);
                    }
                }
            }
            require(fetch.nextOffset() > at, partition + ": nothing from offset " + at + " on");
            at = fetch.nextOffset();
        }
        long counted = log.statistics(partition.topic()).records();
        require(counted == records.size(), partition + " has " + records.size() + " records, counted " + counted);
        return records;
    }

    private static int putNumber(StoredRecord record) {
        byte[] number = record.content().headers().get(0).value();
        return Integer.parseInt(new String(number == null ? new byte[0] : number, UTF_8));
    }

    private static int number(ByteBuffer value) {
        String text = text(value);
        return Integer.parseInt(text.substring(0, text.indexOf('/')));
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
