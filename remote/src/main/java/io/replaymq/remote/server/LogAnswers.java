package io.replaymq.remote.server;

import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.log.api.BatchTooLargeException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.remote.wire.ServerFrame;
import io.replaymq.remote.wire.WireErrors;
import io.replaymq.remote.wire.WireLimits;
import java.util.List;

/** What a request to the log costs, and how its answer is made to fit into a frame. Belongs to the connection's event loop. */
final class LogAnswers {
    private static final int OVERHEAD_BYTES = 64;
    private static final int BATCH_OVERHEAD_BYTES = 4;

    private LogAnswers() {}

    /** An estimate of the memory that a request and its answer take. */
    static int cost(LogRequest<?> request) {
        if (request instanceof LogRequest.Append append) {
            return Intake.OVERHEAD_BYTES + append.batch().sizeInBytes();
        }
        return Intake.OVERHEAD_BYTES + (request instanceof LogRequest.Read read ? read.maxBytes() : 0);
    }

    /** Encodes an answer, or says that it is too large for a frame. Of batches, as many as fit. */
    static void encode(long correlation, LogAnswer answer, int maxFrameBytes, Answers to) {
        try {
            LogAnswer fitting = answer instanceof LogAnswer.Batches batches ? fitting(batches, maxFrameBytes) : answer;
            to.frame(new ServerFrame.Told(correlation, fitting), maxFrameBytes);
        } catch (IllegalArgumentException e) {
            to.frame(tooLarge(correlation, e));
        }
    }

    /** The same of branches. */
    static void encode(long correlation, List<BranchDescription> branches, int maxFrameBytes, Answers to) {
        try {
            if (branches.size() > WireLimits.MAX_BRANCHES) {
                throw new IllegalArgumentException(
                        branches.size() + " branches, expected up to " + WireLimits.MAX_BRANCHES);
            }
            to.frame(new ServerFrame.Branches(correlation, branches), maxFrameBytes);
        } catch (IllegalArgumentException e) {
            to.frame(tooLarge(correlation, e));
        }
    }

    private static ServerFrame.Refused tooLarge(long correlation, IllegalArgumentException cause) {
        return WireErrors.refused(
                correlation, new BatchTooLargeException("the answer does not fit: " + cause.getMessage()));
    }

    private static LogAnswer fitting(LogAnswer.Batches answer, int maxFrameBytes) {
        List<RecordBatch> batches = answer.batches();
        long bytes = OVERHEAD_BYTES;
        for (int i = 0; i < batches.size(); i++) {
            RecordBatch next = batches.get(i);
            bytes += BATCH_OVERHEAD_BYTES + next.sizeInBytes();
            if (bytes > maxFrameBytes && i == 0) {
                throw new IllegalArgumentException("the batch at offset " + next.baseOffset() + " takes "
                        + next.sizeInBytes() + " bytes, expected less than " + maxFrameBytes);
            }
            if (bytes > maxFrameBytes) {
                return new LogAnswer.Batches(
                        batches.subList(0, i), batches.get(i - 1).endOffset(), answer.readableEnd());
            }
        }
        return answer;
    }
}
