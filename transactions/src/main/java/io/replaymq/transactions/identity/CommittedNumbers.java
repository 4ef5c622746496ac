package io.replaymq.transactions.identity;

import io.replaymq.transactions.identity.IdentityRecord.NumberRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which transactions of a name are committed, as runs of numbers. Bounded: the oldest runs are forgotten. */
final class CommittedNumbers {
    /** How many runs are remembered. A rollback, and each new holder of the name, begins another one. */
    static final int REMEMBERED_RUNS = 1_024;

    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();
    private long forgottenBelow;

    /** Takes note of committed transactions; the same ones may come again. */
    void add(long first, long last) {
        if (last < forgottenBelow) {
            return;
        }
        long from = Math.max(first, forgottenBelow);
        long to = last;
        Map.Entry<Long, Long> before = lastByFirst.floorEntry(from);
        if (before != null && before.getValue() >= from - 1) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Long, Long> after = lastByFirst.ceilingEntry(from);
        while (after != null && after.getKey() <= to + 1) {
            to = Math.max(to, after.getValue());
            lastByFirst.remove(after.getKey());
            after = lastByFirst.ceilingEntry(from);
        }
        lastByFirst.put(from, to);
        if (lastByFirst.size() > REMEMBERED_RUNS) {
            forgetBelow(lastByFirst.firstEntry().getValue() + 1);
        }
    }

    void forgetBelow(long number) {
        forgottenBelow = Math.max(forgottenBelow, number);
        while (!lastByFirst.isEmpty() && lastByFirst.firstEntry().getValue() < forgottenBelow) {
            lastByFirst.pollFirstEntry();
        }
    }

    long forgottenBelow() {
        return forgottenBelow;
    }

    boolean contains(long number) {
        Map.Entry<Long, Long> run = lastByFirst.floorEntry(number);
        return run != null && run.getValue() >= number;
    }

    List<NumberRun> runs() {
        List<NumberRun> runs = new ArrayList<>(lastByFirst.size());
        lastByFirst.forEach((first, last) -> runs.add(new NumberRun(first, last)));
        return runs;
    }
}
