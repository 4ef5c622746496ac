package io.replaymq.log.retention;

import io.replaymq.log.api.ReplayLog.FloorRegistration;
import io.replaymq.log.api.RetentionFloor;
import io.replaymq.log.api.TopicConfig.Retain;
import io.replaymq.log.api.TopicPartition;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who still needs what. Any thread. */
public final class Floors {
    private static final Logger LOGGER = LoggerFactory.getLogger(Floors.class);

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

    /** The lowest offset that somebody has still to deliver, as far as the topic's settings care; {@link Long#MAX_VALUE} for none. */
    public long lowestNeeded(TopicPartition partition, Retain retain) {
        if (retain == Retain.TIME_ONLY) {
            return Long.MAX_VALUE;
        }
        long lowest = Long.MAX_VALUE;
        for (Registered each : registered.getOrDefault(partition, Set.of())) {
            lowest = Math.min(lowest, lowestOf(partition, each.floor));
        }
        return lowest;
    }

    /** A floor is somebody else's code: where it fails, nobody knows what is needed. */
    private static long lowestOf(TopicPartition partition, RetentionFloor floor) {
        try {
            return floor.lowestNeededOffset();
        } catch (RuntimeException e) {
            LOGGER.warn("Nothing of {} is removed: a floor does not say what is needed", partition, e);
            return 0;
        }
    }

    /** Equal to itself only: the same floor may be registered twice. */
    private static final class Registered {
        private final RetentionFloor floor;

        Registered(RetentionFloor floor) {
            this.floor = floor;
        }
    }
}
