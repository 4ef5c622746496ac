package io.replaymq.log.pipeline;

import com.lmax.disruptor.EventHandler;
import io.replaymq.log.topic.Partition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Second stage, beside the journal: the same batches into the segments of their partitions. Readers find them there from then on. They
 * are written when a partition has enough of them; a command finds all before it written.
 */
final class SegmentHandler implements EventHandler<AppendEvent> {
    /** How much is gathered before it is written even though more has come. */
    private static final long RUN_BYTES = 4 << 20;

    private final EngineHealth health;
    private final LateWrites writes;
    private final List<Partition> touched = new ArrayList<>();
    private long gatheredBytes;

    SegmentHandler(EngineHealth health, LateWrites writes) {
        this.health = health;
        this.writes = writes;
    }

    @Override
    public void onEvent(AppendEvent event, long sequence, boolean endOfBatch) {
        if (health.isFailed()) {
            return;
        }
        SequencedBatches batches = event.batches();
        for (int i = 0; i < batches.count(); i++) {
            Partition partition = batches.partition(i);
            if (partition.addToWrite(batches.batch(i))) {
                touched.add(partition);
            }
            gatheredBytes += batches.batch(i).sizeInBytes();
        }
        try {
            Command command = event.command();
            if (command != null || endOfBatch || gatheredBytes > RUN_BYTES) {
                appendRuns();
            }
            if (command != null) {
                writes.finish();
                command.written();
            }
        } catch (IOException | RuntimeException e) {
            health.fail("segment could not be written", e);
        }
    }

    private void appendRuns() throws IOException {
        for (Partition each : touched) {
            writes.append(each);
        }
        touched.clear();
        gatheredBytes = 0;
        writes.limit();
    }
}
