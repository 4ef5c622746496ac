package io.replaymq.remote.client;

import java.util.concurrent.CompletableFuture;

/**
 * The application wants the link to end.
 *
 * @param manner how
 * @param done completed when it has
 */
record LinkEnd(Manner manner, CompletableFuture<Void> done) implements LinkWork {
    /** With or without telling the broker. */
    enum Manner {
        CLOSE,
        ABANDON
    }
}
