package io.replaymq.remote.client;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.remote.wire.ClientFrame;
import io.replaymq.transactions.api.InDoubtException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Something asked of the broker, until it is answered. It can be sent again, with the same correlation number, as often as it takes.
 *
 * <p><b>Threads:</b> made by any; all else belongs to the link's event loop. The answer is completed there.
 *
 * @param <T> what it is answered with
 */
final class Request<T> implements LinkWork {
    /** What a request costs beside its messages: an estimate of the memory it takes. */
    static final int OVERHEAD_BYTES = 256;

    /** The line of what stands in none. */
    static final Object NO_LINE = new Object();

    private final Class<T> answerType;
    private final Subject subject;
    private final LongFunction<ClientFrame> frame;
    private final Object line;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private long correlation;
    private int times;
    private long refusedSinceNs;

    private Request(Class<T> answerType, Subject subject, LongFunction<ClientFrame> frame) {
        this.answerType = answerType;
        this.subject = subject;
        this.frame = frame;
        this.line = subject instanceof Subject.Batch mine
                ? new Line(mine.batch().producer(), mine.batch().destination())
                : NO_LINE;
    }

    /** A request that stands on its own. */
    static <T> Request<T> of(Class<T> answerType, LongFunction<ClientFrame> frame) {
        return new Request<>(answerType, Subject.Broker.INSTANCE, frame);
    }

    /** A request about this. */
    static <T> Request<T> about(Subject subject, Class<T> answerType, LongFunction<ClientFrame> frame) {
        return new Request<>(answerType, subject, frame);
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    void register(long number) {
        correlation = number;
    }

    long correlation() {
        return correlation;
    }

    /** The frame to send now. */
    ClientFrame nextFrame() {
        times++;
        return frame.apply(correlation);
    }

    /** What it is about. */
    Subject subject() {
        return subject;
    }

    /** Whether it can be sent now, as far as its consumer or transaction is concerned. */
    boolean sendable() {
        if (subject instanceof Subject.Ending ending) {
            return ending.transactions().isFlowing();
        }
        return !(subject instanceof Subject.Consumer consumer)
                || consumer.session().isAttached();
    }

    boolean isAbout(ConsumerSession consumer) {
        return subject instanceof Subject.Consumer mine && mine.session() == consumer;
    }

    /** Whether it means nothing on another connection. */
    boolean isOfOneConnection() {
        return subject instanceof Subject.Return;
    }

    /** Completes it. @return whether the answer is of the kind it can be answered with */
    boolean complete(@Nullable Object value) {
        boolean fits = value == null ? answerType == Void.class : answerType.isInstance(value);
        if (fits) {
            answer.complete(answerType.cast(value));
        }
        return fits;
    }

    void fail(BrokerException cause) {
        answer.completeExceptionally(cause);
    }

    /** Fails it because the link has ended and will never have an answer: only if it was sent, nobody knows what became of it. */
    void abandon(BrokerException cause) {
        boolean matters =
                subject instanceof Subject.Ending ending && ending.manner() != Subject.Ending.Manner.ROLL_BACK;
        if (!matters) {
            fail(cause);
        } else if (times > 0) {
            fail(new InDoubtException(
                    "the link ended before the transaction's end was answered: " + cause.getMessage(), cause));
        } else {
            fail(new TransactionRolledBackException(
                    "the link ended before the transaction's end was asked for: " + cause.getMessage(), cause));
        }
    }

    /** A repetition can find that the first try, whose answer was lost, had done it. */
    boolean wasDoneBefore(ErrorCode code) {
        if (times < 2 || !(subject instanceof Subject.Removal)) {
            return false;
        }
        return switch (code) {
            case UNKNOWN_DESTINATION, UNKNOWN_TOPIC, UNKNOWN_GROUP, UNKNOWN_BRANCH -> true;
            default -> false;
        };
    }

    /**
     * Whether trying again later can help: the broker was full, and has not rolled a transaction back for that; or what a lost connection left behind is still in the way; or the
     * batch before it, of the same producer, has yet to be tried again.
     */
    boolean isWorthAnotherTry(ErrorCode code, boolean batchBeforeWaits) {
        return switch (code) {
            case BACKPRESSURE -> !(subject instanceof Subject.Ending);
            case SUBSCRIPTION_IN_USE -> times > 1;
            case OUT_OF_ORDER_SEQUENCE -> batchBeforeWaits;
            default -> false;
        };
    }

    /** How long it has been refused by now. */
    long refusedForNs(long nowNs) {
        if (refusedSinceNs == 0) {
            refusedSinceNs = nowNs;
        }
        return nowNs - refusedSinceNs;
    }

    /** The batch to be sent. @throws IllegalStateException if it is none */
    SendBatch batch() {
        if (subject instanceof Subject.Batch mine) {
            return mine.batch();
        }
        throw new IllegalStateException("not a batch");
    }

    /** Batches of one producer for one destination stand in one line: each has to lie before the next. */
    Object line() {
        return line;
    }

    private record Line(ProducerIdentity producer, Destination destination) {}

    /** What a request is about: that decides when it can be sent, and sent again. */
    sealed interface Subject {
        /** The broker: can be sent at any time. */
        enum Broker implements Subject {
            INSTANCE
        }

        /** The removal of something: finding it gone is as good. */
        enum Removal implements Subject {
            INSTANCE
        }

        /**
         * The end of a transaction, behind all that was sent in it.
         *
         * @param transactions those of the link
         * @param id which
         * @param manner how it is to end
         */
        record Ending(Transactions transactions, TransactionId id, Manner manner) implements Subject {
            /** How a transaction ends, as far as its link is concerned. */
            enum Manner {
                COMMIT,
                PREPARE,
                ROLL_BACK
            }
        }

        /** The return of a consumer to this very connection. */
        enum Return implements Subject {
            INSTANCE
        }

        /**
         * A batch, which keeps its place among those of its producer.
         *
         * @param batch which
         */
        record Batch(SendBatch batch) implements Subject {}

        /**
         * A consumer: it has to be attached.
         *
         * @param session which
         */
        record Consumer(ConsumerSession session) implements Subject {}
    }
}
