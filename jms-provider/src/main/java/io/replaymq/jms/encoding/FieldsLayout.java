package io.replaymq.jms.encoding;

/** Where things lie in the header {@code jms} of a record. {@code docs/format/message.md}. */
final class FieldsLayout {
    /** The key of the record header. */
    static final String HEADER = "jms";

    static final byte VERSION = 1;

    static final int VERSION_AT = 0;
    static final int KIND_AT = 1;
    static final int PRIORITY_AT = 2;
    static final int FLAGS_AT = 3;
    static final int EXPIRATION_AT = 4;
    static final int FIELDS_AT = 12;

    static final int PERSISTENT = 1;
    static final int NO_TIMESTAMP = 2;
    static final int KNOWN_FLAGS = PERSISTENT | NO_TIMESTAMP;

    static final int MESSAGE_ID = 1;
    static final int CORRELATION_ID = 2;
    static final int TYPE = 3;
    static final int REPLY_TO_QUEUE = 4;
    static final int REPLY_TO_TOPIC = 5;

    /** Tag and length before each field. */
    static final int FIELD_PREFIX = 3;

    static final int MAX_FIELD = 0xFFFF;

    private FieldsLayout() {}
}
