package io.replaymq.remote.client;

import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.log.api.BrokerException;
import io.replaymq.transactions.api.TransactionTooLargeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that has not ended, as its client keeps it: all it has sent, to be sent again over the next connection, and what was
 * asked to end it.
 *
 * <p><b>Threads:</b> {@link #admit} and {@link #spoil} on any; all else belongs to the link's event loop.
 */
final class KeptTransaction {
    /** So much is left in the outbox before the event loop is woken for it: nobody sees it before the end, which wakes it anyway. */
    private static final int WAKE_BYTES = 16 << 10;

    private final TransactionId id;
    private final AtomicLong bytes = new AtomicLong();
    private final List<TransactionSend> sends = new ArrayList<>();
    private final List<Request<?>> ends = new ArrayList<>();
    private volatile @Nullable BrokerException unfit;

    KeptTransaction(TransactionId id) {
        this.id = id;
    }

    TransactionId id() {
        return id;
    }

    /** Makes room for a send, unless the transaction gets too large. @return what is to be done with it */
    Admission admit(int sendBytes, int maxBytes) {
        long before = bytes.getAndAdd(sendBytes);
        if (before + sendBytes > maxBytes) {
            spoil(new TransactionTooLargeException("transaction of " + (before + sendBytes) + " bytes, expected up to "
                    + maxBytes + ", the client's maxTransactionBytes"));
        }
        if (unfit != null) {
            return Admission.DROP;
        }
        return before / WAKE_BYTES == (before + sendBytes) / WAKE_BYTES ? Admission.KEEP : Admission.KEEP_AND_WAKE;
    }

    /** It can be rolled back only, because of this. */
    void spoil(BrokerException cause) {
        if (unfit == null) {
            unfit = cause;
        }
    }

    /** Why it can be rolled back only; null if it can be committed. */
    @Nullable
    BrokerException unfit() {
        return unfit;
    }

    void keep(TransactionSend send) {
        sends.add(send);
    }

    List<TransactionSend> sends() {
        return sends;
    }

    void onAsked(Request<?> end) {
        ends.add(end);
    }

    /** What was asked to end it and is not answered. */
    List<Request<?>> ends() {
        return List.copyOf(ends);
    }

    /** An end was answered. @return whether nothing more is asked of the transaction */
    boolean onAnswered(Request<?> end) {
        ends.remove(end);
        return ends.isEmpty();
    }

    /** What becomes of a send. */
    enum Admission {
        KEEP,
        KEEP_AND_WAKE,
        DROP
    }
}
