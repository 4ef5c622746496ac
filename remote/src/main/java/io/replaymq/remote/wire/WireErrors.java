package io.replaymq.remote.wire;

import io.replaymq.broker.api.BranchExistsException;
import io.replaymq.broker.api.ClientIdInUseException;
import io.replaymq.broker.api.DestinationInUseException;
import io.replaymq.broker.api.HeuristicOutcomeException;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.InvalidSelectorException;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.SubscriptionInUseException;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.broker.api.UnknownBranchException;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.groups.api.GroupExistsException;
import io.replaymq.groups.api.GroupNotEmptyException;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BatchTooLargeException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.DiskFullException;
import io.replaymq.log.api.ErrorCode;
import io.replaymq.log.api.InvalidBatchException;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.api.ProducerFencedException;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TopicExistsException;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.remote.api.ConnectionLostException;
import io.replaymq.remote.api.ProtocolViolationException;
import io.replaymq.remote.api.RemoteFailureException;
import io.replaymq.remote.api.UnsupportedVersionException;
import io.replaymq.transactions.api.InDoubtException;
import io.replaymq.transactions.api.TransactionTimedOutException;
import io.replaymq.transactions.api.TransactionTooLargeException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translates errors at the boundary: to a number and a text on the server, back to an exception on the client. No name of a class
 * crosses the wire in either direction.
 */
public final class WireErrors {
    private static final Logger LOGGER = LoggerFactory.getLogger(WireErrors.class);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int MAX_CHARACTERS = WireLimits.MAX_TEXT / 3;
    private static final Map<Integer, ErrorCode> BY_NUMBER =
            Stream.of(ErrorCode.values()).collect(Collectors.toUnmodifiableMap(ErrorCode::number, each -> each));
    private static final Map<ErrorCode, Function<String, BrokerException>> EXCEPTIONS = Map.ofEntries(
            Map.entry(ErrorCode.UNKNOWN_TOPIC, UnknownTopicException::new),
            Map.entry(ErrorCode.TOPIC_EXISTS, TopicExistsException::new),
            Map.entry(ErrorCode.INVALID_TOPIC, InvalidTopicException::new),
            Map.entry(ErrorCode.UNKNOWN_GROUP, UnknownGroupException::new),
            Map.entry(ErrorCode.GROUP_EXISTS, GroupExistsException::new),
            Map.entry(ErrorCode.GROUP_NOT_EMPTY, GroupNotEmptyException::new),
            Map.entry(ErrorCode.OFFSET_OUT_OF_RANGE, OffsetOutOfRangeException::new),
            Map.entry(ErrorCode.BATCH_TOO_LARGE, BatchTooLargeException::new),
            Map.entry(ErrorCode.BACKPRESSURE, BackpressureException::new),
            Map.entry(ErrorCode.DISK_FULL, DiskFullException::new),
            Map.entry(ErrorCode.PRODUCER_FENCED, ProducerFencedException::new),
            Map.entry(ErrorCode.OUT_OF_ORDER_SEQUENCE, OutOfOrderSequenceException::new),
            Map.entry(ErrorCode.LOG_CLOSED, LogClosedException::new),
            Map.entry(ErrorCode.STORAGE_FAILED, StorageFailedException::new),
            Map.entry(ErrorCode.INVALID_BATCH, InvalidBatchException::new),
            Map.entry(ErrorCode.IN_DOUBT, WireErrors::inDoubt),
            Map.entry(ErrorCode.TRANSACTION_TIMED_OUT, TransactionTimedOutException::new),
            Map.entry(ErrorCode.TRANSACTION_TOO_LARGE, TransactionTooLargeException::new),
            Map.entry(ErrorCode.TRANSACTION_ROLLED_BACK, TransactionRolledBackException::new),
            Map.entry(ErrorCode.UNKNOWN_BRANCH, UnknownBranchException::new),
            Map.entry(ErrorCode.BRANCH_EXISTS, BranchExistsException::new),
            Map.entry(ErrorCode.HEURISTIC_OUTCOME, HeuristicOutcomeException::new),
            Map.entry(ErrorCode.INVALID_DESTINATION, InvalidDestinationException::new),
            Map.entry(ErrorCode.UNKNOWN_DESTINATION, UnknownDestinationException::new),
            Map.entry(ErrorCode.CLIENT_ID_IN_USE, ClientIdInUseException::new),
            Map.entry(ErrorCode.SUBSCRIPTION_IN_USE, SubscriptionInUseException::new),
            Map.entry(ErrorCode.INVALID_SELECTOR, InvalidSelectorException::new),
            Map.entry(ErrorCode.DESTINATION_IN_USE, DestinationInUseException::new),
            Map.entry(ErrorCode.LINK_CLOSED, LinkClosedException::new),
            Map.entry(ErrorCode.PROTOCOL_VIOLATION, ProtocolViolationException::new),
            Map.entry(ErrorCode.UNSUPPORTED_VERSION, UnsupportedVersionException::new),
            Map.entry(ErrorCode.CONNECTION_LOST, ConnectionLostException::new));

    private WireErrors() {}

    /** What the connection is ended with because of this failure. */
    public static ServerFrame.Failure failure(Throwable thrown) {
        BrokerException error = known(thrown);
        return new ServerFrame.Failure(error.code().number(), text(error));
    }

    /** What a request is answered with because of this failure. */
    public static ServerFrame.Refused refused(long correlation, Throwable thrown) {
        BrokerException error = known(thrown);
        return new ServerFrame.Refused(correlation, error.code().number(), text(error));
    }

    /** The exception that stands for a number and a text. */
    public static BrokerException exception(int number, String text) {
        ErrorCode code = BY_NUMBER.getOrDefault(number, ErrorCode.INTERNAL);
        Function<String, BrokerException> known = EXCEPTIONS.get(code);
        String harmless = CONTROL.matcher(text).replaceAll("?");
        return known == null ? new RemoteFailureException(code, harmless) : known.apply(harmless);
    }

    /** What a request fails with that cannot be put into a frame, because a name in it is too long. */
    public static BrokerException unsendable(IllegalArgumentException cause) {
        return new InvalidDestinationException(String.valueOf(cause.getMessage()), cause);
    }

    /** The failure itself if it is one of ours; the log gets any other, and its stand-in says no more than that. */
    public static BrokerException known(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof BrokerException error) {
            return error;
        }
        LOGGER.error("A request failed in a way that is not foreseen", cause);
        return new RemoteFailureException(ErrorCode.INTERNAL, "internal error; the server's log says more");
    }

    /** It has a cause always: here the server's word is all there is. */
    private static InDoubtException inDoubt(String text) {
        return new InDoubtException(text, new RemoteFailureException(ErrorCode.IN_DOUBT, text));
    }

    private static String text(BrokerException error) {
        String text = String.valueOf(error.getMessage());
        return text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) : text;
    }
}
