package io.replaymq.server.topics;

import io.replaymq.log.api.TopicConfig;
import io.replaymq.server.admin.AdminOptions;

/** A number of partitions, as it was given on the command line. */
final class Partitions {
    private Partitions() {}

    static TopicConfig of(TopicConfig config, int count, AdminOptions admin) {
        try {
            return config.withPartitions(count);
        } catch (IllegalArgumentException e) {
            throw admin.usage(String.valueOf(e.getMessage()));
        }
    }
}
