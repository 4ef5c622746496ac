package io.replaymq.transactions.transaction;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.transactions.api.TransactionOutcome;
import io.replaymq.transactions.produce.ClientParts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/**
 * What the transactions of a client share.
 *
 * @param client the log, clocks, the thread {@code replaymq-producers}
 * @param spill where large transactions put aside what they send
 * @param open which transactions may have to be rolled back because they are over time
 * @param largeCommits lets one commit at a time read back what was put aside, so that memory does not grow with their number
 * @param coordinator what only the client's coordination thread can do
 */
public record TransactionParts(
        ClientParts client, SpillTopic spill, OpenTransactions open, Semaphore largeCommits, Coordinator coordinator) {
    /** Parts over a client. */
    public static TransactionParts of(ClientParts client, Coordinator coordinator) {
        return new TransactionParts(
                client, new SpillTopic(client.log()), new OpenTransactions(), new Semaphore(1), coordinator);
    }

    /** What is done on the client's coordination thread. Any thread may call it. */
    public interface Coordinator {
        /** Appends sends with what groups have processed. @return always completes normally */
        CompletionStage<AppendOutcome> append(List<PartitionBatch> sends, Processed processed, Durability durability);

        /** What became of a transaction of a name, as far as the log has it. */
        CompletableFuture<TransactionOutcome> outcome(String name, long number);
    }
}
