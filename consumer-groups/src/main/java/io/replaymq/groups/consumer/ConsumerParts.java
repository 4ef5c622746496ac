package io.replaymq.groups.consumer;

import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.offsets.MessageCounts;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all consumers of a process share.
 *
 * @param groups the coordinator
 * @param owner runs what is given to it on the coordination thread
 * @param memberIds makes ids that do not repeat
 * @param sessions those that belong to a group
 */
public record ConsumerParts(
        ReplayLog log,
        ConsumerGroups groups,
        Executor owner,
        TimeSource time,
        Supplier<String> memberIds,
        ConsumerSessions sessions) {
    MessageCounts counts() {
        return new MessageCounts(log);
    }
}
