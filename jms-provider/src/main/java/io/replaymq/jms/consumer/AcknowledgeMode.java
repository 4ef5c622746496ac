package io.replaymq.jms.consumer;

/** When messages are acknowledged. Jakarta Messaging 3.1, section 6.2.10, and two that other providers have. */
public enum AcknowledgeMode {
    /** Each as soon as {@code receive} or the listener returns. */
    AUTO,
    /** All that the session has received, when the application says so. */
    CLIENT,
    /** As AUTO, several at once: after a failure some come again. */
    DUPS_OK,
    /** Each for itself, when the application says so of that message. */
    INDIVIDUAL,
    /** Each before the application sees it: none ever comes again. */
    NONE;

    /** Whether the application says when. */
    boolean isUpToTheApplication() {
        return this == CLIENT || this == INDIVIDUAL;
    }
}
