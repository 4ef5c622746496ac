package io.replaymq.transactions;

import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerRecord;
import io.replaymq.transactions.api.RecordMetadata;
import io.replaymq.transactions.api.Transaction;
import io.replaymq.transactions.api.TransactionConfig;
import io.replaymq.transactions.api.TransactionOutcome;
import io.replaymq.transactions.produce.BatchingProducer;
import io.replaymq.transactions.transaction.BufferedTransaction;
import io.replaymq.transactions.transaction.NameTransactions;
import io.replaymq.transactions.transaction.RecordRouting;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A producer of a {@link LogClient}: plain sends, and transactions if it has a name. Any thread may call anything. */
final class ClientProducer<K, V> implements LogProducer<K, V> {
    private static final Duration CLOSING_TIME = Duration.ofSeconds(30);

    private final BatchingProducer<K, V> plain;
    private final RecordRouting<K, V> routing;
    private final @Nullable NameTransactions transactions;
    private final Consumer<LogProducer<?, ?>> onClose;

    /**
     * @param transactions those of its name; null if it has none
     * @param onClose told when it is closed
     */
    ClientProducer(
            BatchingProducer<K, V> plain,
            RecordRouting<K, V> routing,
            @Nullable NameTransactions transactions,
            Consumer<LogProducer<?, ?>> onClose) {
        this.plain = plain;
        this.routing = routing;
        this.transactions = transactions;
        this.onClose = onClose;
    }

    @Override
    public CompletionStage<RecordMetadata> send(ProducerRecord<K, V> record) {
        return plain.send(record);
    }

    @Override
    public RecordMetadata sendAndWait(ProducerRecord<K, V> record) throws InterruptedException {
        return plain.sendAndWait(record);
    }

    @Override
    public void flush() throws InterruptedException {
        plain.flush();
    }

    @Override
    public Transaction<K, V> begin(TransactionConfig config) {
        plain.ensureOpen();
        return BufferedTransaction.begin(ofName(), routing, config);
    }

    @Override
    public CompletionStage<TransactionOutcome> outcome(long number) {
        return ofName().outcome(number);
    }

    private NameTransactions ofName() {
        if (transactions == null) {
            throw new IllegalStateException("a producer needs a name for transactions: ProducerConfig.named");
        }
        return transactions;
    }

    @Override
    public void close() {
        close(CLOSING_TIME);
    }

    @Override
    public void close(Duration longestWait) {
        if (transactions != null) {
            transactions.abandon();
        }
        plain.close(longestWait);
        onClose.accept(this);
    }
}
