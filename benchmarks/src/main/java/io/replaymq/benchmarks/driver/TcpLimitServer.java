package io.replaymq.benchmarks.driver;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The least a server can do for a synchronous send: read a record, wait until {@link GroupCommit} has it on disk, answer one byte. A
 * blocking thread for each connection; no queue, nobody consumes.
 */
public final class TcpLimitServer {
    static final int ANSWER = 1;

    private static final int MOST_CLIENTS = 64;
    private static final int LARGEST_RECORD = 64 << 10;

    private final @Nullable GroupCommit file;

    private TcpLimitServer(@Nullable GroupCommit file) {
        this.file = file;
    }

    /**
     * Serves until it is killed.
     *
     * @param args the port, the directory, and {@code none} if nothing is to be stored
     */
    public static void main(String[] args) throws IOException {
        boolean storing = args.length < 3 || !args[2].equals("none");
        GroupCommit file = storing ? GroupCommit.open(Path.of(args[1], "log"), MOST_CLIENTS, LARGEST_RECORD) : null;
        new TcpLimitServer(file).listen(Integer.parseInt(args[0]));
    }

    private void listen(int port) throws IOException {
        try (ServerSocket listener = new ServerSocket(port, MOST_CLIENTS, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                Thread thread = new Thread(() -> serve(socket), "bench-connection");
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void serve(Socket socket) {
        byte[] record = new byte[LARGEST_RECORD];
        try (socket) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 << 10));
            while (true) {
                int length = in.readInt();
                in.readFully(record, 0, length);
                if (file != null) {
                    file.append(record, length);
                }
                socket.getOutputStream().write(ANSWER);
            }
        } catch (EOFException e) {
            return; // the client is done
        } catch (IOException e) {
            System.err.println(socket + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
