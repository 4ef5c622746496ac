package io.replaymq.broker.message;

/** Where things lie in the header {@code jms} of a record. {@code docs/format/message.md}. */
public final class MessageLayout {
    /** The key of the record header; the first one of that key. */
    public static final String HEADER = "jms";

    /** The only version there is. */
    public static final byte VERSION = 1;

    /** Where the version is. */
    public static final int VERSION_AT = 0;

    /** Where the kind of body is. */
    public static final int KIND_AT = 1;

    /** Where JMSPriority is. */
    public static final int PRIORITY_AT = 2;

    /** Where the flags are. */
    public static final int FLAGS_AT = 3;

    /**
     * Name of a header before all others that a delivery to a subscription to many topics has, and no message in the log: the topic that it was
     * sent to, UTF-8.
     */
    public static final String ORIGIN = "replaymq.origin";

    /** Where JMSExpiration is. */
    public static final int EXPIRATION_AT = 4;

    /** Where the fields begin. */
    public static final int FIELDS_AT = 12;

    /** Flag: JMSDeliveryMode is PERSISTENT. */
    public static final int PERSISTENT = 1;

    /** Flag: the sender turned JMSTimestamp off. */
    public static final int NO_TIMESTAMP = 2;

    /** Field JMSMessageID, a string. */
    public static final int MESSAGE_ID = 1;

    /** Field JMSCorrelationID, a string or bytes. */
    public static final int CORRELATION_ID = 2;

    /** Field JMSType, a string. */
    public static final int TYPE = 3;

    /** Field JMSReplyTo, the name of a queue. */
    public static final int REPLY_TO_QUEUE = 4;

    /** Field JMSReplyTo, the name of a topic. */
    public static final int REPLY_TO_TOPIC = 5;

    /** Field JMSDeliveryTime, a long; left out if it is the time of sending. */
    public static final int DELIVERY_TIME = 6;

    /** Field sender, a long: {@link SenderId}. */
    public static final int SENDER = 7;

    /** Tag and length before each field. */
    public static final int FIELD_PREFIX = 3;

    /** The longest field. */
    public static final int MAX_FIELD = 0xFFFF;

    /** The most urgent priority. */
    public static final int MAX_PRIORITY = 9;

    /** The priority of a message that has none. */
    public static final int DEFAULT_PRIORITY = 4;

    static final int KNOWN_FLAGS = PERSISTENT | NO_TIMESTAMP;
    static final int LAST_FIELD = SENDER;

    private MessageLayout() {}
}
