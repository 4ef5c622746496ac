package io.replaymq.log.read;

import io.replaymq.log.api.Fetch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * The fetches that are on their way, or have come, for an application that reads on and on. A reader thread goes on while the
 * application looks at what it has, and neither has to wake the other for each piece. At the readable end one fetch waits, which the
 * application asks for: the publishing thread, which answers it, asks for no other.
 *
 * <p><b>Threads:</b> one application thread at a time takes; reader threads ask on. All under the monitor, where nobody waits.
 */
final class FetchesAhead {
    /** Large enough that the cost of a read does not matter; with its header not above one MiB, a region of a small heap. */
    static final int FETCH_BYTES = 960 << 10;

    /** How many pieces an application that is slower than the disk has in memory. */
    static final int MOST = 4;

    private final ReadablePartition partition;
    private final Deque<CompletableFuture<Fetch>> asked = new ArrayDeque<>(); // one behind the other, without a gap
    private long askedFrom; // by the last of them
    private boolean dropped;

    private FetchesAhead(ReadablePartition partition) {
        this.partition = partition;
    }

    /** Asks for the first piece. */
    static FetchesAhead from(long offset, ReadablePartition partition) {
        FetchesAhead fetches = new FetchesAhead(partition);
        fetches.ask(offset);
        return fetches;
    }

    /** The piece that is due next. */
    synchronized CompletableFuture<Fetch> first() {
        return asked.element();
    }

    /** How many pieces there are, or are on their way. */
    synchronized int size() {
        return asked.size();
    }

    /** Takes that piece, which this is, and asks for more. */
    synchronized void take(Fetch first) {
        asked.remove();
        CompletableFuture<Fetch> last = asked.peekLast();
        if (last == null) {
            ask(first.nextOffset());
        } else if (last.isDone() && !last.isCompletedExceptionally()) {
            askBehind(askedFrom, last.join());
        }
    }

    private synchronized void ask(long offset) {
        CompletableFuture<Fetch> next = partition.fetch(offset, FETCH_BYTES);
        asked.add(next);
        askedFrom = offset;
        next.thenAccept(fetch -> {
            if (fetch.nextOffset() < fetch.readableEnd()) {
                askBehind(offset, fetch);
            }
        });
    }

    private synchronized void askBehind(long offset, Fetch fetch) {
        if (!dropped && asked.size() < MOST && offset == askedFrom) {
            ask(fetch.nextOffset());
        }
    }

    /** Lets go of everything. */
    synchronized void drop() {
        dropped = true;
        asked.forEach(each -> each.cancel(false));
    }
}
