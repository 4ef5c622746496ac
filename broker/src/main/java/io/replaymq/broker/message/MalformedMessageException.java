package io.replaymq.broker.message;

/** Bytes that are not what a message is made of, or a value that no message can carry. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public MalformedMessageException(String message) {
        super(message);
    }

    MalformedMessageException(String message, Exception cause) {
        super(message, cause);
    }
}
