package io.replaymq.log.api;

/** The number by which an error is known across a connection and in logs, for all modules. Numbers are never reused. */
public enum ErrorCode {
    UNKNOWN_TOPIC(1),
    TOPIC_EXISTS(2),
    INVALID_TOPIC(3),
    OFFSET_OUT_OF_RANGE(4),
    BATCH_TOO_LARGE(5),
    BACKPRESSURE(6),
    PRODUCER_FENCED(7),
    OUT_OF_ORDER_SEQUENCE(8),
    LOG_CLOSED(9),
    STORAGE_FAILED(10),
    CORRUPT_LOG(11),
    INVALID_BATCH(12),
    DIRECTORY_LOCKED(13),
    UNSUPPORTED_FORMAT(14),
    DISK_FULL(15),
    UNKNOWN_GROUP(40),
    MEMBER_FENCED(41),
    GROUP_EXISTS(42),
    GROUP_NOT_EMPTY(43),
    GROUP_FULL(44),
    INSTANCE_REPLACED(45),
    WOKEN_UP(46),
    NO_OFFSET(47),
    NOT_HELD(48),
    PRODUCER_CLOSED(50),
    IN_DOUBT(51),
    TRANSACTION_TIMED_OUT(52),
    TRANSACTION_TOO_LARGE(53),
    TRANSACTION_ROLLED_BACK(54),
    UNKNOWN_BRANCH(55),
    BRANCH_EXISTS(56),
    HEURISTIC_OUTCOME(57),
    INVALID_DESTINATION(60),
    UNKNOWN_DESTINATION(61),
    CLIENT_ID_IN_USE(62),
    SUBSCRIPTION_IN_USE(63),
    LINK_CLOSED(64),
    NOT_SUPPORTED(65),
    INVALID_SELECTOR(66),
    DESTINATION_IN_USE(67),
    PROTOCOL_VIOLATION(80),
    UNSUPPORTED_VERSION(81),
    CONNECTION_LOST(82),
    INTERNAL(99);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    /** The number, stable for ever. */
    public int number() {
        return number;
    }
}
