package io.replaymq.transactions.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How far the partition has been read, who waits for it to be read further, and which of the records somebody asks about counted. */
final class Followed {
    private final Map<Long, Boolean> verdicts = new HashMap<>();
    private final NavigableMap<Long, List<CompletableFuture<Void>>> waiters = new TreeMap<>();
    private long position;
    private int expected;
    private @Nullable RuntimeException failure;

    long position() {
        return position;
    }

    void restartAt(long offset) {
        position = offset;
    }

    /** Somebody appends, and will ask for the verdict: verdicts are kept until everybody has asked. */
    void expectMore() {
        expected++;
    }

    void expectLess() {
        expected--;
        if (expected == 0) {
            verdicts.clear();
        }
    }

    /** Takes note of whether a record counts. */
    void counted(long offset, boolean counts) {
        if (expected > 0) {
            verdicts.put(offset, counts);
        }
    }

    /** Whether the record at an offset counts, once it has been read. */
    CompletionStage<Boolean> verdict(long offset) {
        return upTo(offset + 1).handle((ignored, failed) -> {
            boolean counts = verdicts.getOrDefault(offset, false);
            expectLess();
            if (failed != null) {
                throw new CompletionException(failed);
            }
            return counts;
        });
    }

    /** Completes when everything below an offset has been read. */
    CompletionStage<Void> upTo(long offset) {
        if (failure != null) {
            return CompletableFuture.failedStage(failure);
        }
        if (position >= offset) {
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<Void> reached = new CompletableFuture<>();
        waiters.computeIfAbsent(offset, ignored -> new ArrayList<>()).add(reached);
        return reached;
    }

    void reached(long offset) {
        position = offset;
        take(waiters.headMap(offset, true)).forEach(each -> each.complete(null));
    }

    void fail(RuntimeException cause) {
        failure = cause;
        take(waiters).forEach(each -> each.completeExceptionally(cause));
    }

    /** Those of a part of the waiters, who wait no more: what they do next may wait anew. */
    private static List<CompletableFuture<Void>> take(Map<Long, List<CompletableFuture<Void>>> some) {
        List<CompletableFuture<Void>> taken =
                some.values().stream().flatMap(Collection::stream).toList();
        some.clear();
        return taken;
    }
}
