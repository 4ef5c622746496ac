package io.replaymq.server.inspect;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.inspect.Finding;
import io.replaymq.log.inspect.RecordDecoder;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.server.output.Payload;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A dump for people, in the words of Kafka's {@code kafka-dump-log.sh}. */
final class TextDump implements DumpCommand.DumpPrinter {
    private final PrintWriter out;
    private final Detail detail;
    private String file = "";
    private boolean damaged;

    TextDump(PrintWriter out, Detail detail) {
        this.out = out;
        this.detail = detail;
    }

    @Override
    public boolean metDamage() {
        return damaged;
    }

    private void enter(String next) {
        if (!next.equals(file)) {
            out.println("Dumping " + next);
            file = next;
        }
    }

    @Override
    public void checkpoint(
            String name, long number, long life, long position, long sequence, List<PartitionPoint> partitions) {
        enter(name);
        out.println("checkpoint: " + number + " journalLife: " + life + " journalPosition: " + position
                + " journalSequence: " + sequence);
        partitions.forEach(each -> out.println("| topicId: " + each.topicId() + " partition: " + each.partition()
                + " logStart: " + each.logStart() + " recoveryPoint: " + each.recoveryPoint() + " producers: "
                + each.producers()));
    }

    @Override
    public void journalFile(String name, long bytes, long life, long salt) {
        enter(name);
        out.println("journal file: " + bytes + " bytes " + (life == 0 ? "unused" : "life: " + life) + " salt: "
                + "%016x".formatted(salt));
    }

    @Override
    public void journalEntry(
            String name, long position, int bytes, long sequence, long generation, List<EntryBatch> batches) {
        out.println("entry: " + sequence + " position: " + position + " size: " + bytes + " generation: " + generation
                + " batches: " + batches.size());
        batches.forEach(each -> out.println("| partition: " + each.partition() + " " + text(each.batch())));
    }

    @Override
    public void segment(String name, String topic, int partition, long baseOffset, long bytes) {
        enter(name);
        out.println("Log starting offset: " + baseOffset + " topic: " + topic + " partition: " + partition + " size: "
                + bytes);
    }

    @Override
    public void batch(String name, long position, String topic, RecordBatch batch) {
        out.println(text(batch) + " position: " + position + " isvalid: true");
        if (detail != Detail.BATCHES) {
            RecordDecoder decoder = InternalTopics.DECODERS.get(topic);
            batch.forEach(each -> out.println(text(each, batch, decoder)));
        }
    }

    private static String text(RecordBatch batch) {
        return "baseOffset: " + batch.baseOffset() + " lastOffset: " + (batch.endOffset() - 1) + " count: "
                + batch.recordCount() + " baseSequence: " + batch.baseSequence() + " lastSequence: "
                + (batch.baseSequence() < 0 ? -1 : batch.lastSequence()) + " producerId: " + batch.producerId()
                + " producerEpoch: " + batch.producerEpoch() + " isControl: " + batch.isControl()
                + " maxTimestamp: " + batch.maxTimestampMs() + " size: " + batch.sizeInBytes()
                + " magic: 2 compresscodec: " + batch.compression().name().toLowerCase(Locale.ROOT);
    }

    private String text(StoredRecord record, RecordBatch batch, @Nullable RecordDecoder decoder) {
        StringBuilder line = new StringBuilder("| offset: " + record.offset() + " CreateTime: " + record.timestampMs()
                + " keySize: " + size(record.content().key()) + " valueSize: "
                + size(record.content().value()));
        if (batch.baseSequence() >= 0) {
            line.append(" sequence: ").append(batch.baseSequence() + (record.offset() - batch.baseOffset()));
        }
        List<Header> headers = record.content().headers();
        line.append(" headerKeys: ").append(headers.stream().map(Header::key).toList());
        if (decoder != null) {
            line.append(" payload: ").append(decoded(record, decoder));
        } else if (detail == Detail.DATA) {
            line.append(" key: ").append(Payload.line(record.content().key()));
            line.append(" payload: ").append(Payload.line(record.content().value()));
            headers.forEach(each -> line.append(" header ")
                    .append(each.key())
                    .append(": ")
                    .append(Payload.line(each.value() == null ? null : ByteBuffer.wrap(each.value()))));
        }
        return line.toString();
    }

    private String decoded(StoredRecord record, RecordDecoder decoder) {
        try {
            return decoder.decode(record).toString();
        } catch (BrokerException e) {
            damaged = true;
            return "undecodable: " + e.getMessage();
        }
    }

    private static int size(@Nullable ByteBuffer bytes) {
        return bytes == null ? -1 : bytes.remaining();
    }

    @Override
    public void offsetIndexEntry(String name, int number, long offset, long position) {
        enter(name);
        out.println("offset: " + offset + " position: " + position);
    }

    @Override
    public void timeIndexEntry(String name, int number, long timestampMs, long offset) {
        enter(name);
        out.println("timestamp: " + timestampMs + " offset: " + offset);
    }

    @Override
    public void indexChecksum(
            String name, long endOffset, long bytes, int records, int offsetEntries, int timeEntries) {
        enter(name);
        out.println("covers up to offset: " + endOffset + " size: " + bytes + " records: " + records
                + " offsetEntries: " + offsetEntries + " timeEntries: " + timeEntries);
    }

    @Override
    public void finding(Finding finding) {
        damaged |= finding.severity() == Finding.Severity.DAMAGE;
        out.println(finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding.file() + " at position "
                + finding.position() + ": " + finding.what());
    }
}
