package io.replaymq.log.crash;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a restarted log holds, held against what was sent. Sets are appended in the order of sending, so what survives has to be
 * the sets up to some point, whole, in order, each record once; and everything vouched for lies before that point.
 */
final class Audit {
    private static final int FETCH_BYTES = 64 << 10;

    private final Map<TopicPartition, List<String>> found;

    private Audit(Map<TopicPartition, List<String>> found) {
        this.found = found;
    }

    /** Reads all there is. */
    static Audit read(ReplayLog log) {
        Map<TopicPartition, List<String>> found = new LinkedHashMap<>();
        for (TopicPartition each : Workload.PARTITIONS) {
            found.put(each, log.topic(each.topic()).isPresent() ? values(log, each) : List.of());
        }
        return new Audit(found);
    }

    private static List<String> values(ReplayLog log, TopicPartition partition) {
        List<String> values = new ArrayList<>();
        long end = log.readableEnd(partition);
        for (long at = log.startOffset(partition); at < end; ) {
            Fetch fetch =
                    log.fetch(partition, at, FETCH_BYTES).toCompletableFuture().join();
            for (RecordBatch batch : fetch.batches()) {
                for (StoredRecord record : batch) {
                    if (record.offset() >= at) {
                        check(record.offset() == values.size(), partition, values.size(), "offset " + record.offset());
                        values.add(StandardCharsets.UTF_8
                                .decode(Objects.requireNonNull(record.content().value()))
                                .toString());
                    }
                }
            }
            at = fetch.nextOffset();
        }
        return values;
    }

    /**
     * Checks that exactly the first few of the sent sets are there, and at least those that the log vouched for.
     *
     * @param vouched the durability from which on a promise holds after what happened
     * @return how many sets there are
     */
    int holdsAPrefixOf(List<SentSet> sent, Durability vouched) {
        Map<TopicPartition, Integer> consumed = new LinkedHashMap<>();
        int survivors = 0;
        for (SentSet set : sent) {
            if (!startsNext(set, consumed)) {
                break;
            }
            consume(set, consumed);
            survivors++;
        }
        for (TopicPartition each : found.keySet()) {
            int expected = consumed.getOrDefault(each, 0);
            List<String> extra = found(each).subList(expected, found(each).size());
            check(extra.isEmpty(), each, expected, "records that no whole set accounts for: " + witness(extra));
        }
        for (SentSet lost : sent.subList(survivors, sent.size())) {
            if (lost.promised(vouched)) {
                throw new AssertionError("lost set %d of %d, which was acknowledged as %s; %d survived"
                        .formatted(lost.number(), sent.size(), lost.durability(), survivors));
            }
        }
        return survivors;
    }

    private boolean startsNext(SentSet set, Map<TopicPartition, Integer> consumed) {
        SentSet.Part first = set.parts().get(0);
        int at = consumed.getOrDefault(first.partition(), 0);
        List<String> values = found(first.partition());
        return at < values.size() && values.get(at).equals(first.values().get(0));
    }

    private void consume(SentSet set, Map<TopicPartition, Integer> consumed) {
        for (int i = 0; i < set.parts().size(); i++) {
            SentSet.Part part = set.parts().get(i);
            int from = consumed.getOrDefault(part.partition(), 0);
            int to = from + part.values().size();
            List<String> there = found(part.partition());
            boolean whole = to <= there.size() && there.subList(from, to).equals(part.values());
            check(whole, part.partition(), from, "set " + set.number() + " torn or out of order");
            int index = i;
            set.committed().ifPresent(committed -> {
                long promised = committed.baseOffsets().get(index);
                boolean forgotten = promised == AppendOutcome.Committed.UNKNOWN_OFFSET;
                check(forgotten || promised == from, part.partition(), from, "set promised at " + promised);
            });
            consumed.put(part.partition(), to);
        }
    }

    private static List<String> witness(List<String> values) {
        return values.stream()
                .map(value -> value.substring(0, value.lastIndexOf('/')))
                .toList();
    }

    private List<String> found(TopicPartition partition) {
        return found.getOrDefault(partition, List.of());
    }

    private static void check(boolean holds, TopicPartition partition, long offset, String witness) {
        if (!holds) {
            throw new AssertionError(partition + " at offset " + offset + ": " + witness);
        }
    }
}
