package io.replaymq.log;

import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.pipeline.LogCommands;
import io.replaymq.log.retention.Floors;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.topic.Partition;
import io.replaymq.log.topic.Topic;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes topics: the pipeline makes it durable that one is gone, then the maintenance thread removes its files. What a crash leaves
 * of them the next start removes. Any thread.
 *
 * @param maintenance removes the files
 * @param commands to the pipeline
 * @param directory where the files are
 * @param floors of those who protected something in it
 */
record TopicRemoval(MaintenanceThread maintenance, LogCommands commands, LogDirectory directory, Floors floors) {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicRemoval.class);

    CompletableFuture<Void> delete(String name) {
        return commands.deleteTopic(name).thenAccept(this::removeLater);
    }

    private void removeLater(Topic topic) {
        topic.partitions().forEach(each -> floors.forget(each.name()));
        try {
            maintenance.submit(() -> remove(topic));
        } catch (LogClosedException e) {
            LOGGER.debug("The files of {} are left to the next start", topic.name(), e);
        }
    }

    private void remove(Topic topic) throws IOException {
        for (Partition each : topic.partitions()) {
            each.segments().remove();
        }
        directory.forceDirectory("");
        LOGGER.info("Removed the files of topic {}, number {}", topic.name(), topic.topicId());
    }
}
