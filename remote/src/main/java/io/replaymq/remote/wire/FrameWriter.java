package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Encodes frames one behind the other into pooled buffers and hands those to the channel: many frames, one write, one flush.
 * Belongs to the channel's event loop. A buffer belongs to the channel once it is written.
 */
public final class FrameWriter {
    /** A buffer is handed on when it has grown to this; a larger frame gets a larger buffer. */
    private static final int CHUNK_BYTES = 64 << 10;

    private static final int INITIAL_BYTES = 4 << 10;

    private final Channel channel;
    private @Nullable ByteBuf buffer;
    private int frameAt;
    private boolean handedOn;

    /** Writes to this channel. */
    public FrameWriter(Channel channel) {
        this.channel = channel;
    }

    /**
     * Encodes a whole frame.
     *
     * @return how many bytes it takes
     * @throws IllegalArgumentException if one of its names is too long; nothing was written
     */
    public int write(Frame frame) {
        ByteBuf to = begin(frame.type());
        try {
            frame.writeFields(to);
        } catch (IllegalArgumentException e) {
            to.writerIndex(frameAt);
            throw e;
        }
        return end();
    }

    /**
     * Encodes a whole frame unless it turns out to be larger than the peer takes.
     *
     * @throws IllegalArgumentException if it is, or if one of its names is too long; nothing was written
     */
    public void write(Frame frame, int maxBytes) {
        ByteBuf to = begin(frame.type());
        try {
            frame.writeFields(to);
            int bytes = to.writerIndex() - frameAt - WireLimits.LENGTH_BYTES;
            if (bytes > maxBytes) {
                throw new IllegalArgumentException(
                        frame.type() + " takes " + bytes + " bytes, expected up to " + maxBytes);
            }
        } catch (IllegalArgumentException e) {
            to.writerIndex(frameAt);
            throw e;
        }
        end();
    }

    /** Begins a frame whose fields the caller writes to the buffer, which it only borrows; {@link #end} must follow. */
    ByteBuf begin(FrameType type) {
        ByteBuf to = buffer;
        if (to == null) {
            to = channel.alloc().directBuffer(INITIAL_BYTES);
            buffer = to;
        }
        frameAt = to.writerIndex();
        to.writeInt(0).writeByte(type.opcode());
        return to;
    }

    /** Ends the frame. @return how many bytes it takes, its length field included */
    int end() {
        ByteBuf from = written();
        int bytes = from.writerIndex() - frameAt;
        from.setInt(frameAt, bytes - WireLimits.LENGTH_BYTES);
        if (from.readableBytes() >= CHUNK_BYTES) {
            buffer = null;
            handedOn = true;
            channel.write(from, channel.voidPromise());
        }
        return bytes;
    }

    /** Sends what was encoded. @return whether there was anything */
    public boolean flush() {
        ByteBuf rest = buffer;
        buffer = null;
        boolean any = handedOn || (rest != null && rest.isReadable());
        handedOn = false;
        if (rest != null && rest.isReadable()) {
            channel.write(rest, channel.voidPromise());
        } else if (rest != null) {
            rest.release();
        }
        if (any) {
            channel.flush();
        }
        return any;
    }

    /** Lets go of what was encoded and not sent. */
    public void discard() {
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }

    private ByteBuf written() {
        if (buffer == null) {
            throw new IllegalStateException("no frame was begun");
        }
        return buffer;
    }
}
