package io.replaymq.broker;

import io.replaymq.log.api.BrokerException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for stages where a caller opens or closes something and may wait. */
final class Waiting {
    private Waiting() {}

    /** The stage's value. @throws BrokerException what the stage failed with */
    static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BrokerException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
