package io.replaymq.log.pipeline;

import io.replaymq.log.api.FatalHandler;
import io.replaymq.log.api.StorageFailedException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the storage has failed. The first failure is final. Any thread asks and tells. */
public final class EngineHealth {
    private static final Logger LOGGER = LoggerFactory.getLogger(EngineHealth.class);

    private final AtomicReference<@Nullable StorageFailedException> failure = new AtomicReference<>();
    private final FatalHandler fatalHandler;

    /** A healthy engine. */
    public EngineHealth(FatalHandler fatalHandler) {
        this.fatalHandler = fatalHandler;
    }

    /** What failed, if anything has. */
    public @Nullable StorageFailedException failure() {
        return failure.get();
    }

    boolean isFailed() {
        return failure.get() != null;
    }

    /** Takes note of a failure, and tells the fatal handler of the first one. @return the first one */
    public StorageFailedException fail(String what, Throwable cause) {
        StorageFailedException failed = new StorageFailedException(what + ": " + cause, cause);
        StorageFailedException first = failure.compareAndExchange(null, failed);
        if (first != null) {
            return first;
        }
        LOGGER.error("The log has failed and acknowledges nothing more: {}", failed.getMessage(), cause);
        fatalHandler.failed(failed);
        return failed;
    }
}
