package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;

/** Says that the sender is there. Not answered. */
public record Heartbeat() implements Frame {
    /** There is nothing in it, so one is enough. */
    public static final Heartbeat INSTANCE = new Heartbeat();

    @Override
    public FrameType type() {
        return FrameType.HEARTBEAT;
    }

    @Override
    public void writeFields(ByteBuf to) {
        // it has none
    }
}
