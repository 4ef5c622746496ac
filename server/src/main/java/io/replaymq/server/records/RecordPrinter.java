package io.replaymq.server.records;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.server.output.Json;
import io.replaymq.server.output.Payload;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints records, one a line. */
final class RecordPrinter {
    private final PrintWriter out;
    private final Form form;

    RecordPrinter(PrintWriter out, Form form) {
        this.out = out;
        this.form = form;
    }

    /** Prints a record; {@link #flush()} brings it out. */
    void print(TopicPartition partition, StoredRecord record) {
        RecordContent content = record.content();
        String line =
                switch (form) {
                    case VALUE -> Payload.line(content.value());
                    case KEYED -> Payload.line(content.key()) + "\t" + Payload.line(content.value());
                    case FULL -> full(partition, record);
                    case JSON -> Json.line(json(partition, record));
                };
        out.print(line + "\n");
    }

    private static String full(TopicPartition partition, StoredRecord record) {
        RecordContent content = record.content();
        StringBuilder line = new StringBuilder();
        line.append("partition: ").append(partition.partition());
        line.append(" offset: ").append(record.offset());
        line.append(" time: ").append(time(record.timestampMs()));
        line.append(" key: ").append(Payload.line(content.key()));
        for (Header each : content.headers()) {
            line.append(" header ")
                    .append(each.key().replaceAll("\\p{Cntrl}", "?"))
                    .append(": ")
                    .append(Payload.line(buffer(each)));
        }
        return line.append(" value: ").append(Payload.line(content.value())).toString();
    }

    private static ObjectNode json(TopicPartition partition, StoredRecord record) {
        RecordContent content = record.content();
        ObjectNode json = Json.object()
                .put("topic", partition.topic())
                .put("partition", partition.partition())
                .put("offset", record.offset())
                .put("timestamp", record.timestampMs());
        Payload.put(json, "key", content.key());
        ArrayNode headers = json.putArray("headers");
        for (Header each : content.headers()) {
            Payload.put(headers.addObject().put("name", each.key()), "value", buffer(each));
        }
        Payload.put(json, "value", content.value());
        return json;
    }

    private static @Nullable ByteBuffer buffer(Header header) {
        byte[] value = header.value();
        return value == null ? null : ByteBuffer.wrap(value);
    }

    private static String time(long timestampMs) {
        return timestampMs < 0 ? "-" : Instant.ofEpochMilli(timestampMs).toString();
    }

    /**
     * Brings out what was printed.
     *
     * @return whether there is still somebody who reads it: of a closed pipe only the stream below the writer knows
     */
    boolean flush() {
        return !out.checkError() && !System.out.checkError();
    }

    /** What is shown of a record. */
    enum Form {
        /** Its value. */
        VALUE,
        /** Its key, a tab and its value. */
        KEYED,
        /** Where it is, its time, key, headers and value. */
        FULL,
        /** All of it as JSON. */
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
