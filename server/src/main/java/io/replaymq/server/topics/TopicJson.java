package io.replaymq.server.topics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LogAnswer.TopicReport;
import io.replaymq.broker.api.LogAnswer.TopicSummary;
import io.replaymq.log.api.PartitionStatistics;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.server.output.Json;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Topics as JSON. The fields are documented in {@code docs/log-commands.md}. */
final class TopicJson {
    private TopicJson() {}

    static ObjectNode of(TopicSummary summary) {
        return topic(summary.topic(), summary.destination(), summary.records(), summary.bytes());
    }

    static ObjectNode of(TopicReport report) {
        long records = 0;
        long bytes = 0;
        for (PartitionStatistics each : report.partitions()) {
            records += each.records();
            bytes += each.bytes();
        }
        ObjectNode json = topic(report.topic(), report.destination(), records, bytes);
        ArrayNode partitions = json.putArray("partitionList");
        for (PartitionStatistics each : report.partitions()) {
            partitions
                    .addObject()
                    .put("partition", each.partition().partition())
                    .put("startOffset", each.startOffset())
                    .put("endOffset", each.readableEnd())
                    .put("records", each.records())
                    .put("bytes", each.bytes())
                    .put("segments", each.segments())
                    .put("earliestTimestamp", each.earliestTimestampMs())
                    .put("latestTimestamp", each.latestTimestampMs());
        }
        return json;
    }

    private static ObjectNode topic(
            TopicDescription topic, @Nullable Destination destination, long records, long bytes) {
        ObjectNode json = Json.object();
        json.put("topic", topic.name()).put("id", topic.topicId());
        if (destination != null) {
            json.put("destination", text(destination));
        }
        json.put("partitions", topic.config().partitions());
        json.put("records", records).put("bytes", bytes);
        ObjectNode settings = json.putObject("settings");
        TopicSetting.ALL.forEach(
                each -> settings.putPOJO(each.name(), each.text().apply(topic.config())));
        return json;
    }

    /** A destination for people; a dash for none. */
    static String text(@Nullable Destination destination) {
        return destination == null
                ? "-"
                : destination.kind().name().toLowerCase(Locale.ROOT) + " " + destination.name();
    }
}
