package io.replaymq.remote;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.UnaryOperator;

/** A server that welcomes each client and answers each of its frames with what a test wants. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listening;
    private final UnaryOperator<ByteBuf> script;

    /** Gives the frame that answers one whose fields (behind the opcode) it is given. */
    ScriptedServer(UnaryOperator<ByteBuf> script) throws IOException {
        this.script = script;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                read(in);
                write(
                        socket,
                        RawClient.frame(
                                RawClient.WELCOME,
                                Unpooled.buffer()
                                        .writeByte(1)
                                        .writeInt(16 << 20)
                                        .writeInt(60_000)));
                while (true) {
                    write(socket, script.apply(read(in)));
                }
            } catch (IOException e) {
                // the client has hung up
            }
        }
    }

    private static ByteBuf read(DataInputStream in) throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return Unpooled.wrappedBuffer(frame).skipBytes(1);
    }

    private static void write(Socket socket, ByteBuf frame) throws IOException {
        socket.getOutputStream().write(ByteBufUtil.getBytes(frame));
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
