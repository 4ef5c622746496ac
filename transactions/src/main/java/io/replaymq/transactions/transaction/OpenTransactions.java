package io.replaymq.transactions.transaction;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The transactions that have not ended. Any thread. */
public final class OpenTransactions {
    private final Set<BufferedTransaction<?, ?>> open = ConcurrentHashMap.newKeySet();

    void add(BufferedTransaction<?, ?> transaction) {
        open.add(transaction);
    }

    void remove(BufferedTransaction<?, ?> transaction) {
        open.remove(transaction);
    }

    /** Rolls back those that have been open for too long. Does not wait for those that are at work: they notice it themselves. */
    public void expire() {
        open.forEach(BufferedTransaction::expire);
    }

    /** How many there are. */
    public int count() {
        return open.size();
    }
}
