package io.replaymq.remote.client;

import io.netty.util.collection.LongObjectHashMap;
import io.replaymq.log.api.BrokerException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was asked and not yet answered, by correlation number: that is also the order in which it was asked, and in which it is
 * asked again. Belongs to the link's event loop.
 */
final class PendingRequests {
    private final LongObjectHashMap<Request<?>> byCorrelation = new LongObjectHashMap<>();
    private final List<Request<?>> parked = new ArrayList<>();
    private final Map<Object, NavigableSet<Long>> refusedBatches = new HashMap<>();
    private long nextCorrelation = 1;

    void add(Request<?> request) {
        request.register(nextCorrelation++);
        byCorrelation.put(request.correlation(), request);
    }

    @Nullable
    Request<?> get(long correlation) {
        return byCorrelation.get(correlation);
    }

    void remove(Request<?> request) {
        byCorrelation.remove(request.correlation());
        if (refusedBatches.isEmpty()) {
            return;
        }
        refusedBatches.computeIfPresent(request.line(), (line, refused) -> {
            refused.remove(request.correlation());
            return refused.isEmpty() ? null : refused;
        });
    }

    /** All of it, as it was asked. */
    List<Request<?>> inOrder() {
        List<Request<?>> all = new ArrayList<>(byCorrelation.values());
        all.sort(Comparator.comparingLong(Request::correlation));
        return all;
    }

    /** Keeps a refused request for another try. @return whether it is the first one that waits */
    boolean park(Request<?> request) {
        parked.add(request);
        if (request.line() != Request.NO_LINE) {
            refusedBatches
                    .computeIfAbsent(request.line(), line -> new TreeSet<>())
                    .add(request.correlation());
        }
        return parked.size() == 1;
    }

    /** Whether a batch that has to lie before this one was refused and is to be tried again, or is being tried again. */
    boolean batchBeforeWaits(Request<?> request) {
        NavigableSet<Long> refused = refusedBatches.get(request.line());
        return refused != null && refused.first() < request.correlation();
    }

    /** What waited for another try, as it was asked. It waits no longer. */
    List<Request<?>> takeParked() {
        List<Request<?>> all = new ArrayList<>(parked);
        all.sort(Comparator.comparingLong(Request::correlation));
        parked.clear();
        return all;
    }

    /** Fails everything: the link has ended. */
    void failAll(BrokerException cause) {
        List<Request<?>> all = inOrder();
        byCorrelation.clear();
        parked.clear();
        refusedBatches.clear();
        all.forEach(each -> each.abandon(cause));
    }
}
