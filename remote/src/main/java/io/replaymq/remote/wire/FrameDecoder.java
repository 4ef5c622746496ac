package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.replaymq.remote.api.ProtocolViolationException;
import io.replaymq.remote.wire.FrameType.Sender;
import java.util.List;
import java.util.function.Supplier;

/**
 * Cuts the stream into frames and decodes them one at a time, each only after the one before it was handled. In this order:
 * the length is checked against the limit, the opcode against the connection's state, the fields against the bytes present.
 * After the first violation the rest of the stream is thrown away.
 */
public final class FrameDecoder extends ByteToMessageDecoder {
    private final Sender peer;
    private final FrameReader frames;
    private final Supplier<ConnectionState> state;
    private final WireReader reader = new WireReader();
    private final int maxFrameBytes;

    private FrameDecoder(Sender peer, FrameReader frames, Supplier<ConnectionState> state, int maxFrameBytes) {
        this.peer = peer;
        this.frames = frames;
        this.state = state;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** For a server: reads what a client sends. */
    public static FrameDecoder ofClient(Supplier<ConnectionState> state, int maxFrameBytes) {
        return new FrameDecoder(Sender.CLIENT, ClientFrames::read, state, maxFrameBytes);
    }

    /** For a client: reads what a server sends. */
    public static FrameDecoder ofServer(Supplier<ConnectionState> state, int maxFrameBytes) {
        return new FrameDecoder(Sender.SERVER, ServerFrames::read, state, maxFrameBytes);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        try {
            if (in.readableBytes() >= WireLimits.LENGTH_BYTES) {
                int length = checkedLength(in.getInt(in.readerIndex()));
                if (in.readableBytes() - WireLimits.LENGTH_BYTES >= length) {
                    in.skipBytes(WireLimits.LENGTH_BYTES);
                    out.add(frame(in, length));
                }
            }
        } catch (ProtocolViolationException e) {
            in.skipBytes(in.readableBytes());
            context.fireExceptionCaught(e);
        }
    }

    private int checkedLength(int length) {
        boolean proven = state.get().compareTo(ConnectionState.OPEN) >= 0;
        int limit = proven ? maxFrameBytes : WireLimits.MAX_UNPROVEN_FRAME;
        if (length < 1 || length > limit) {
            throw new ProtocolViolationException("frame of " + length + " bytes, expected 1 to " + limit);
        }
        return length;
    }

    private Frame frame(ByteBuf in, int length) {
        reader.begin(in, length);
        int opcode = reader.u8();
        FrameType type = FrameType.legal(opcode, peer, state.get());
        if (type == null) {
            throw new ProtocolViolationException("opcode 0x%02x is not legal now".formatted(opcode));
        }
        Frame frame = frames.read(type, reader);
        reader.end();
        return frame;
    }
}
