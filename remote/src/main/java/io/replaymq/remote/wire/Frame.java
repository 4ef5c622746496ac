package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;

/** One frame, decoded or to be encoded. */
public sealed interface Frame permits ClientFrame, ServerFrame, Heartbeat {
    /** Which frame it is. */
    FrameType type();

    /** Writes the fields behind the opcode. */
    void writeFields(ByteBuf to);
}
