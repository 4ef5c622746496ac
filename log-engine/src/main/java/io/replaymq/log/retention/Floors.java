package io.replaymq.log.retention;

import io.replaymq.log.api.ReplayLog.FloorRegistration;
import io.replaymq.log.api.RetentionFloor;
import io.replaymq.log.api.TopicPartition;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who still needs what. Any thread. */
public final class Floors {
    private final Map<TopicPartition, Set<Registered>> registered = new ConcurrentHashMap<>();

    /** Heeds a floor until the registration is closed. */
    public FloorRegistration protect(TopicPartition partition, RetentionFloor floor) {
        Registered entry = new Registered(floor);
        Set<Registered> entries = registered.computeIfAbsent(partition, each -> ConcurrentHashMap.newKeySet());
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /** Forgets every floor of a partition: it is gone, and one of the same name that comes later has floors of its own. */
    public void forget(TopicPartition partition) {
        registered.remove(partition);
    }

    long lowestNeeded(TopicPartition partition) {
        long lowest = Long.MAX_VALUE;
        for (Registered each : registered.getOrDefault(partition, Set.of())) {
            lowest = Math.min(lowest, each.floor.lowestNeededOffset());
        }
        return lowest;
    }

    /** Equal to itself only: the same floor may be registered twice. */
    private static final class Registered {
        private final RetentionFloor floor;

        Registered(RetentionFloor floor) {
            this.floor = floor;
        }
    }
}
