package io.replaymq.log.topic;

import io.replaymq.log.api.PartitionStatistics;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.producer.ProducerStates;
import io.replaymq.log.read.ReadablePartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.segment.PartitionSegments;
import io.replaymq.log.segment.SegmentTotals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One partition of a running log: its segments, its producers, and how far it is written and readable.
 *
 * <p><b>Threads:</b> each part has its owner. The sequencing thread: the end offset and the producers. The segment-writing thread:
 * what is written next. The publishing thread: what is published next. Anybody may ask for the name and the readable end.
 */
public final class Partition {
    private final int topicId;
    private final TopicPartition name;
    private final boolean usesReserve;
    private final PartitionSegments segments;
    private final ProducerStates producers;
    private final ReadablePartition readable;
    private final List<RecordBatch> toWrite = new ArrayList<>();
    private final List<RecordBatch> toPublish = new ArrayList<>();
    private long endOffset; // sequencing thread
    private volatile Compacted compacted; // written by the maintenance thread

    /** A partition that is recovered and durable: all of it is readable. */
    public Partition(
            int topicId,
            TopicPartition name,
            PartitionSegments segments,
            ProducerStates producers,
            ReadablePartition readable,
            Compacted compacted) {
        this.topicId = topicId;
        this.name = name;
        this.usesReserve = TopicNames.mayUseReserve(name.topic());
        this.segments = segments;
        this.producers = producers;
        this.readable = readable;
        this.compacted = compacted;
        this.endOffset = segments.endOffset();
    }

    /** The number of its topic. */
    public int topicId() {
        return topicId;
    }

    /** Its name. */
    public TopicPartition name() {
        return name;
    }

    /** Whether it may use the disk space that is kept back from users' data. */
    public boolean mayUseReserve() {
        return usesReserve;
    }

    /** Its files. */
    public PartitionSegments segments() {
        return segments;
    }

    /** What readers see of it. */
    public ReadablePartition readable() {
        return readable;
    }

    /** How far it is compacted. Any thread. */
    public Compacted compacted() {
        return compacted;
    }

    /** Notes how far it is compacted. Maintenance thread. */
    public void compacted(Compacted now) {
        compacted = now;
    }

    /** What it holds. Any thread. */
    public PartitionStatistics statistics() {
        SegmentTotals totals = segments.totals();
        return new PartitionStatistics(
                name,
                segments.startOffset(),
                readable.highWatermark(),
                totals.records(),
                totals.bytes(),
                totals.segments(),
                totals.firstTimestampMs(),
                totals.maxTimestampMs());
    }

    /** Who has appended. Sequencing thread. */
    public ProducerStates producers() {
        return producers;
    }

    /** The next offset to be assigned. Sequencing thread. */
    public long endOffset() {
        return endOffset;
    }

    /** Gives a batch its offsets. Sequencing thread. */
    public RecordBatch place(RecordBatch batch) {
        RecordBatch placed = batch.at(endOffset);
        endOffset = placed.endOffset();
        return placed;
    }

    /** Adds a batch to what is written next. Segment-writing thread. @return whether it is the first */
    public boolean addToWrite(RecordBatch batch) {
        toWrite.add(batch);
        return toWrite.size() == 1;
    }

    /** Appends what was gathered to the segments, which write it later. Segment-writing thread. */
    public void append() throws IOException {
        segments.appendLate(toWrite);
        toWrite.clear();
    }

    /** Adds a batch to what is published next. Publishing thread. @return whether it is the first */
    public boolean addToPublish(RecordBatch batch) {
        toPublish.add(batch);
        return toPublish.size() == 1;
    }

    /** Lets readers see what was gathered. Publishing thread. */
    public void publish() {
        readable.publish(toPublish);
        toPublish.clear();
    }
}
