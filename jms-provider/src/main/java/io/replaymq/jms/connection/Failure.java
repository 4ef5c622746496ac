package io.replaymq.jms.connection;

import io.replaymq.broker.api.LinkListener;
import io.replaymq.jms.api.JmsErrors;
import io.replaymq.log.api.BrokerException;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns that a connection's link is lost for good and tells the exception listener, once. An interruption that mends itself is
 * not told. Jakarta Messaging 3.1, section 6.1.7.
 *
 * <p><b>Threads:</b> any; the exception listener is called on a thread of its own, which ends with the call.
 */
final class Failure implements LinkListener {
    private static final Logger LOGGER = LoggerFactory.getLogger(Failure.class);

    private final String threadName;
    private @Nullable ExceptionListener listener;
    private @Nullable Consumer<JMSException> connection;
    private @Nullable JMSException cause;

    Failure(String threadName) {
        this.threadName = threadName;
    }

    /** Whom to tell first: it ends what waits on the connection. */
    void tell(Consumer<JMSException> open) {
        JMSException already;
        synchronized (this) {
            connection = open;
            already = cause;
        }
        if (already != null) {
            open.accept(already);
        }
    }

    synchronized @Nullable ExceptionListener listener() {
        return listener;
    }

    synchronized void listener(@Nullable ExceptionListener next) {
        listener = next;
    }

    @Override
    public void onLost(BrokerException lost) {
        JMSException translated = JmsErrors.of(lost);
        ExceptionListener told;
        Consumer<JMSException> open;
        synchronized (this) {
            cause = translated;
            told = listener;
            open = connection;
        }
        if (open != null) {
            open.accept(translated);
        }
        if (told == null) {
            LOGGER.warn("A connection is lost and has no exception listener: {}", translated.getMessage());
        } else {
            call(told, translated);
        }
    }

    private void call(ExceptionListener told, JMSException lost) {
        Thread thread = new Thread(() -> told.onException(lost), threadName);
        thread.setDaemon(true);
        thread.start();
    }
}
