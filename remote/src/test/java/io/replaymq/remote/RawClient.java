package io.replaymq.remote;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.replaymq.remote.wire.ClientFrame;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.UUID;

/** A socket that says to a server whatever a test wants. */
final class RawClient implements AutoCloseable {
    static final int WELCOME = 2;
    static final int ERROR = 3;
    static final int GONE = -1;

    private final Socket socket;
    private final DataInputStream in;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
    }

    void send(ByteBuf bytes) throws IOException {
        try {
            socket.getOutputStream().write(ByteBufUtil.getBytes(bytes));
        } catch (IOException e) {
            // the server has hung up already: what it said is still to be read
        }
    }

    void send(ClientFrame frame) throws IOException {
        ByteBuf fields = Unpooled.buffer();
        frame.writeFields(fields);
        send(frame(frame.type().opcode(), fields));
    }

    /** How many bytes are here that were not read. */
    int unread() throws IOException {
        return in.available();
    }

    /** A frame around an opcode and fields. */
    static ByteBuf frame(int opcode, ByteBuf fields) {
        return Unpooled.buffer()
                .writeInt(1 + fields.readableBytes())
                .writeByte(opcode)
                .writeBytes(fields);
    }

    static ByteBuf hello(int version, int maxFrameBytes) {
        UUID token = UUID.randomUUID();
        ByteBuf fields = Unpooled.buffer().writeInt(0x52504D51).writeByte(1).writeByte(version);
        fields.writeLong(token.getMostSignificantBits()).writeLong(token.getLeastSignificantBits());
        return frame(1, fields.writeByte(0).writeInt(maxFrameBytes));
    }

    RawClient greet() throws IOException {
        send(hello(1, 16 << 20));
        if (next() != WELCOME) {
            throw new IOException("no WELCOME");
        }
        return this;
    }

    /** The opcode of the next frame that is no heartbeat, or {@link #GONE}. */
    int next() throws IOException {
        try {
            while (true) {
                int length = in.readInt();
                int opcode = in.readUnsignedByte();
                in.skipNBytes(length - 1L);
                if (opcode != 4) {
                    return opcode;
                }
            }
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return GONE;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
