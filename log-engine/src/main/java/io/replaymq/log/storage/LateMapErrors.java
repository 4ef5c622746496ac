package io.replaymq.log.storage;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Errors of a {@link FileMap} that have not been thrown yet. Java throws the {@link InternalError} of a page that could not be read when the
 * thread enters the virtual machine the next time, from Java 22 on also at other points: it may be in the middle of something that
 * is not prepared for it.
 */
public final class LateMapErrors {
    private static final Logger LOGGER = LoggerFactory.getLogger(LateMapErrors.class);

    private static final AtomicInteger LENGTH =
            new AtomicInteger(1); // not known to the compiler: arrays of arrays are made by the virtual machine then

    private LateMapErrors() {}

    /** Has the error of this thread thrown now, if there is one, and drops it. For whoever knows by other means that there was one. */
    @SuppressWarnings("ThreadPriorityCheck") // not to give way, but to come back from it
    public static void drop() {
        try {
            byte[][] made = new byte[LENGTH.get()][LENGTH.get()];
            Thread.yield();
            LOGGER.trace("{} arrays", made.length);
        } catch (InternalError e) {
            LOGGER.debug("An error of a map, late", e);
        }
    }
}
