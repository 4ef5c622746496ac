package io.replaymq.remote.wire;

/** How far a connection is. Each end keeps its own; a frame that is not legal in the receiver's state ends the connection. */
public enum ConnectionState {
    /** Connected; nothing was said yet. */
    NEW(0),
    /** HELLO was sent or received, its answer is outstanding. */
    OPENING(1),
    /** WELCOME was sent or received. */
    OPEN(2),
    /** CLOSE was sent or received. */
    CLOSING(3),
    /** Nothing is legal any more. */
    CLOSED(4);

    private final int number;

    ConnectionState(int number) {
        this.number = number;
    }

    /** The state as a bit of its own. */
    int bit() {
        return 1 << number;
    }
}
