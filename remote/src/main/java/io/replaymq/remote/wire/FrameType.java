package io.replaymq.remote.wire;

import static io.replaymq.remote.wire.ConnectionState.CLOSING;
import static io.replaymq.remote.wire.ConnectionState.NEW;
import static io.replaymq.remote.wire.ConnectionState.OPEN;
import static io.replaymq.remote.wire.ConnectionState.OPENING;

import org.jspecify.annotations.Nullable;

/** Every frame there is: its number, who sends it, and in which states of the receiver it is legal. All else is refused. */
public enum FrameType {
    HELLO(0x01, Sender.CLIENT, NEW),
    WELCOME(0x02, Sender.SERVER, OPENING),
    ERROR(0x03, Sender.SERVER, NEW, OPENING, OPEN, CLOSING),
    HEARTBEAT(0x04, Sender.BOTH, OPEN, CLOSING),
    IDENTIFY(0x10, Sender.CLIENT, OPEN),
    DECLARE(0x11, Sender.CLIENT, OPEN),
    OPEN_PRODUCER(0x12, Sender.CLIENT, OPEN),
    SEND(0x13, Sender.CLIENT, OPEN),
    SUBSCRIBE(0x14, Sender.CLIENT, OPEN),
    CREDIT(0x15, Sender.CLIENT, OPEN),
    ACKNOWLEDGE(0x16, Sender.CLIENT, OPEN),
    RELEASE(0x17, Sender.CLIENT, OPEN),
    DETACH(0x18, Sender.CLIENT, OPEN),
    UNSUBSCRIBE(0x19, Sender.CLIENT, OPEN),
    REWIND(0x1A, Sender.CLIENT, OPEN),
    STATUS(0x1B, Sender.CLIENT, OPEN),
    CLOSE(0x1C, Sender.CLIENT, OPEN),
    BROWSE(0x1D, Sender.CLIENT, OPEN),
    CREATE_TEMPORARY(0x1E, Sender.CLIENT, OPEN),
    DELETE_TEMPORARY(0x1F, Sender.CLIENT, OPEN),
    DONE(0x20, Sender.SERVER, OPEN, CLOSING),
    SENT(0x21, Sender.SERVER, OPEN, CLOSING),
    REFUSED(0x22, Sender.SERVER, OPEN, CLOSING),
    DECLARED(0x23, Sender.SERVER, OPEN, CLOSING),
    PRODUCER(0x24, Sender.SERVER, OPEN, CLOSING),
    SUBSCRIBED(0x25, Sender.SERVER, OPEN, CLOSING),
    STATUS_IS(0x26, Sender.SERVER, OPEN, CLOSING),
    DELIVER(0x27, Sender.SERVER, OPEN, CLOSING),
    BROWSED(0x28, Sender.SERVER, OPEN, CLOSING),
    LIST_TOPICS(0x30, Sender.CLIENT, OPEN),
    DESCRIBE_TOPIC(0x31, Sender.CLIENT, OPEN),
    CREATE_TOPIC(0x32, Sender.CLIENT, OPEN),
    ALTER_TOPIC(0x33, Sender.CLIENT, OPEN),
    DELETE_TOPIC(0x34, Sender.CLIENT, OPEN),
    LIST_GROUPS(0x35, Sender.CLIENT, OPEN),
    DESCRIBE_GROUP(0x36, Sender.CLIENT, OPEN),
    RESET_GROUP(0x37, Sender.CLIENT, OPEN),
    DELETE_GROUP(0x38, Sender.CLIENT, OPEN),
    COMMIT_OFFSETS(0x39, Sender.CLIENT, OPEN),
    READ(0x3A, Sender.CLIENT, OPEN),
    FIND_OFFSET(0x3B, Sender.CLIENT, OPEN),
    APPEND(0x3C, Sender.CLIENT, OPEN),
    DESCRIBE_TARGET(0x3D, Sender.CLIENT, OPEN),
    ALTER_TARGET(0x3E, Sender.CLIENT, OPEN),
    REDRIVE_TARGET(0x3F, Sender.CLIENT, OPEN),
    TOPICS(0x40, Sender.SERVER, OPEN, CLOSING),
    TOPIC_IS(0x41, Sender.SERVER, OPEN, CLOSING),
    GROUPS(0x42, Sender.SERVER, OPEN, CLOSING),
    GROUP_IS(0x43, Sender.SERVER, OPEN, CLOSING),
    OFFSETS(0x44, Sender.SERVER, OPEN, CLOSING),
    OFFSET_IS(0x45, Sender.SERVER, OPEN, CLOSING),
    BATCHES(0x46, Sender.SERVER, OPEN, CLOSING),
    TARGET_IS(0x47, Sender.SERVER, OPEN, CLOSING),
    REDRIVEN(0x48, Sender.SERVER, OPEN, CLOSING),
    TRANSACTION_SEND(0x50, Sender.CLIENT, OPEN),
    COMMIT(0x51, Sender.CLIENT, OPEN),
    ROLL_BACK(0x52, Sender.CLIENT, OPEN),
    PREPARE(0x53, Sender.CLIENT, OPEN),
    END_BRANCH(0x54, Sender.CLIENT, OPEN),
    FORGET_BRANCH(0x55, Sender.CLIENT, OPEN),
    LIST_BRANCHES(0x56, Sender.CLIENT, OPEN),
    REDELIVER(0x57, Sender.CLIENT, OPEN),
    DECIDE_BRANCH(0x58, Sender.CLIENT, OPEN),
    PREPARED(0x60, Sender.SERVER, OPEN, CLOSING),
    BRANCHES(0x61, Sender.SERVER, OPEN, CLOSING),
    HELD(0x62, Sender.SERVER, OPEN, CLOSING);

    private static final int OPCODES = 256;
    private static final @Nullable FrameType[] BY_OPCODE = new @Nullable FrameType[OPCODES];

    static {
        for (FrameType each : values()) {
            BY_OPCODE[each.opcode] = each;
        }
    }

    private final int opcode;
    private final Sender sender;
    private final int legalIn; // one bit a state

    FrameType(int opcode, Sender sender, ConnectionState first, ConnectionState... others) {
        this.opcode = opcode;
        this.sender = sender;
        int bits = first.bit();
        for (ConnectionState each : others) {
            bits |= each.bit();
        }
        this.legalIn = bits;
    }

    /** The frame with this number that {@code from} may send to a peer in this state; null if there is none. */
    public static @Nullable FrameType legal(int opcode, Sender from, ConnectionState state) {
        FrameType type = BY_OPCODE[opcode];
        boolean legal = type != null
                && (type.sender == from || type.sender == Sender.BOTH)
                && (type.legalIn & state.bit()) != 0;
        return legal ? type : null;
    }

    /** Its number on the wire, one unsigned byte. */
    public int opcode() {
        return opcode;
    }

    /** Who sends a frame. */
    public enum Sender {
        CLIENT,
        SERVER,
        BOTH
    }
}
