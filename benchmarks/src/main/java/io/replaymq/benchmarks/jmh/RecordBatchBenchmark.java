package io.replaymq.benchmarks.jmh;

import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The record batch codec: what one batch costs to encode, to check and to read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordBatchBenchmark {
    /** Records in a batch. */
    @Param({"1", "64"})
    public int records;

    /** Bytes in a record's value. */
    @Param({"100", "1024"})
    public int valueBytes;

    private RecordContent content = RecordContent.of(null, null, List.of());
    private ByteBuffer encoded = ByteBuffer.allocate(0);

    /** Makes the values. */
    @Setup
    public void setUp() {
        byte[] value = new byte[valueBytes];
        new Random(1).nextBytes(value);
        content = RecordContent.of(null, value, List.of());
        encoded = encode().bytes();
    }

    /** Builds a batch, checksum included: what a producer's thread does. */
    @Benchmark
    public RecordBatch encode() {
        RecordBatchBuilder builder = new RecordBatchBuilder(records * (valueBytes + 32));
        for (int i = 0; i < records; i++) {
            builder.append(i, content);
        }
        return builder.build();
    }

    /** Checks a batch that claims to be one, record by record: what a server does with what arrives. */
    @Benchmark
    public RecordBatch parse() throws MalformedRecordException {
        return RecordBatch.parse(encoded.duplicate());
    }

    /** Frames and iterates a batch that had been checked: what a reader does. */
    @Benchmark
    public void iterate(Blackhole blackhole) throws MalformedRecordException {
        for (StoredRecord each : RecordBatch.frame(encoded.duplicate())) {
            blackhole.consume(each);
        }
    }
}
