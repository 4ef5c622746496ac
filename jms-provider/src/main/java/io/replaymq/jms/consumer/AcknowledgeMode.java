package io.replaymq.jms.consumer;

/** When messages are acknowledged. Jakarta Messaging 3.1, section 6.2.10, and three that are not in it. */
public enum AcknowledgeMode {
    /** Each as soon as {@code receive} or the listener returns. */
    AUTO,
    /** As AUTO, and the session waits until that is in the log: nothing that it has processed comes to it again. */
    AWAITED,
    /** All that the session has received, when the application says so. */
    CLIENT,
    /** As AUTO, several at once: after a failure some come again. */
    DUPS_OK,
    /** Each for itself, when the application says so of that message. */
    INDIVIDUAL,
    /** With the transaction that they are received in. */
    TRANSACTED,
    /** Each before the application sees it: none ever comes again. */
    NONE;

    /** Whether the application says when. */
    boolean isUpToTheApplication() {
        return isByMessage() || this == TRANSACTED;
    }

    /** Whether it says so with a message's {@code acknowledge}. */
    boolean isByMessage() {
        return this == CLIENT || this == INDIVIDUAL;
    }
}
