package io.replaymq.jms.api;

import jakarta.jms.JMSException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Waits for a broker's answers on the caller's thread, as Jakarta Messaging wants it. */
public final class Replies {
    private Replies() {}

    /**
     * Waits until the stage has completed. An interrupt does not end the wait, because the outcome would be unknown; the
     * thread's interrupt flag is set again afterwards. The broker's link ends every call that it gives up.
     *
     * @throws JMSException if the stage failed
     */
    public static <T> T await(CompletionStage<T> stage) throws JMSException {
        Reply<T> reply = new Reply<>(Thread.currentThread());
        stage.whenComplete(reply);
        return reply.await();
    }

    /** One hand-over from the completing thread to the waiting one: a write, and an unpark only if needed. */
    private static final class Reply<T> implements BiConsumer<T, @Nullable Throwable> {
        private static final int WAITING = 0;
        private static final int ANSWERED = 1;

        private final Thread waiter;
        private @Nullable T value;
        private @Nullable Throwable failure;
        private volatile int state = WAITING; // written after the two above

        Reply(Thread waiter) {
            this.waiter = waiter;
        }

        @Override
        public void accept(T value, @Nullable Throwable failure) {
            this.value = value;
            this.failure = failure;
            state = ANSWERED;
            if (Thread.currentThread() != waiter) {
                LockSupport.unpark(waiter);
            }
        }

        @SuppressWarnings("NullAway") // the value of a CompletionStage<Void> is null, which T cannot say
        T await() throws JMSException {
            boolean interrupted = false;
            while (state == WAITING) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (failure != null) {
                throw JmsErrors.of(failure);
            }
            return value;
        }
    }
}
