package io.replaymq.log.read;

import io.replaymq.log.api.Fetch;
import java.util.concurrent.CompletableFuture;

/** A fetch at the high watermark. Whoever takes it out of the set of those who wait answers it. */
final class WaitingFetch {
    private final long offset;
    private final int maxBytes;
    private final CompletableFuture<Fetch> answer;

    WaitingFetch(long offset, int maxBytes, CompletableFuture<Fetch> answer) {
        this.offset = offset;
        this.maxBytes = maxBytes;
        this.answer = answer;
    }

    long offset() {
        return offset;
    }

    int maxBytes() {
        return maxBytes;
    }

    CompletableFuture<Fetch> answer() {
        return answer;
    }
}
