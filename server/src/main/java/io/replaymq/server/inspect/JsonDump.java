package io.replaymq.server.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.inspect.Finding;
import io.replaymq.log.inspect.RecordDecoder;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.server.output.Json;
import io.replaymq.server.output.Payload;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A dump for programs: one JSON object on each line, whose {@code kind} says what it is. */
final class JsonDump implements DumpCommand.DumpPrinter {
    private final PrintWriter out;
    private final Detail detail;
    private boolean damaged;

    JsonDump(PrintWriter out, Detail detail) {
        this.out = out;
        this.detail = detail;
    }

    @Override
    public boolean metDamage() {
        return damaged;
    }

    private static ObjectNode object(String kind, String file) {
        return Json.object().put("kind", kind).put("file", file);
    }

    private void print(ObjectNode object) {
        out.println(Json.line(object));
    }

    @Override
    public void checkpoint(
            String file, long number, long life, long position, long sequence, List<PartitionPoint> partitions) {
        ObjectNode object = object("checkpoint", file)
                .put("number", number)
                .put("journalLife", life)
                .put("journalPosition", position)
                .put("journalSequence", sequence);
        object.set("partitions", Json.tree(partitions));
        print(object);
    }

    @Override
    public void journalFile(String file, long bytes, long life, long salt) {
        print(object("journalFile", file).put("bytes", bytes).put("life", life).put("salt", "%016x".formatted(salt)));
    }

    @Override
    public void journalEntry(
            String file, long position, int bytes, long sequence, long generation, List<EntryBatch> batches) {
        ObjectNode object = object("journalEntry", file)
                .put("position", position)
                .put("bytes", bytes)
                .put("sequence", sequence)
                .put("generation", generation);
        ArrayNode list = object.putArray("batches");
        batches.forEach(each -> describe(list.addObject().put("partition", each.partition()), each.batch()));
        print(object);
    }

    @Override
    public void segment(String file, String topic, int partition, long baseOffset, long bytes) {
        print(object("segment", file)
                .put("topic", topic)
                .put("partition", partition)
                .put("baseOffset", baseOffset)
                .put("bytes", bytes));
    }

    @Override
    public void batch(String file, long position, String topic, RecordBatch batch) {
        ObjectNode object = object("batch", file).put("position", position);
        describe(object, batch);
        if (detail != Detail.BATCHES) {
            RecordDecoder decoder = InternalTopics.DECODERS.get(topic);
            ArrayNode records = object.putArray("records");
            batch.forEach(each -> describe(records.addObject(), each, decoder));
        }
        print(object);
    }

    private static void describe(ObjectNode object, RecordBatch batch) {
        object.put("baseOffset", batch.baseOffset())
                .put("lastOffset", batch.endOffset() - 1)
                .put("count", batch.recordCount())
                .put("baseSequence", batch.baseSequence())
                .put("producerId", batch.producerId())
                .put("producerEpoch", batch.producerEpoch())
                .put("isControl", batch.isControl())
                .put("maxTimestamp", batch.maxTimestampMs())
                .put("size", batch.sizeInBytes())
                .put("compression", batch.compression().name().toLowerCase(Locale.ROOT));
    }

    private void describe(ObjectNode object, StoredRecord record, @Nullable RecordDecoder decoder) {
        object.put("offset", record.offset()).put("timestamp", record.timestampMs());
        object.put("keySize", size(record.content().key()));
        object.put("valueSize", size(record.content().value()));
        if (decoder != null) {
            decode(object, record, decoder);
        } else if (detail == Detail.DATA) {
            Payload.put(object, "key", record.content().key());
            Payload.put(object, "value", record.content().value());
        }
        ArrayNode headers = object.putArray("headers");
        for (Header each : record.content().headers()) {
            ObjectNode header = headers.addObject().put("key", each.key());
            if (detail == Detail.DATA) {
                Payload.put(header, "value", each.value() == null ? null : ByteBuffer.wrap(each.value()));
            }
        }
    }

    private void decode(ObjectNode object, StoredRecord record, RecordDecoder decoder) {
        try {
            Record decoded = decoder.decode(record);
            object.put("type", decoded.getClass().getSimpleName());
            object.set("decoded", Json.tree(decoded));
        } catch (BrokerException e) {
            damaged = true;
            object.put("undecodable", String.valueOf(e.getMessage()));
        }
    }

    private static int size(@Nullable ByteBuffer bytes) {
        return bytes == null ? -1 : bytes.remaining();
    }

    @Override
    public void offsetIndexEntry(String file, int number, long offset, long position) {
        print(object("offsetIndexEntry", file)
                .put("number", number)
                .put("offset", offset)
                .put("position", position));
    }

    @Override
    public void timeIndexEntry(String file, int number, long timestampMs, long offset) {
        print(object("timeIndexEntry", file)
                .put("number", number)
                .put("timestamp", timestampMs)
                .put("offset", offset));
    }

    @Override
    public void indexChecksum(
            String file, long endOffset, long bytes, int records, int offsetEntries, int timeEntries) {
        print(object("indexChecksum", file)
                .put("endOffset", endOffset)
                .put("bytes", bytes)
                .put("records", records)
                .put("offsetEntries", offsetEntries)
                .put("timeEntries", timeEntries));
    }

    @Override
    public void finding(Finding finding) {
        damaged |= finding.severity() == Finding.Severity.DAMAGE;
        print(object("finding", finding.file())
                .put("severity", finding.severity().name())
                .put("position", finding.position())
                .put("what", finding.what()));
    }
}
