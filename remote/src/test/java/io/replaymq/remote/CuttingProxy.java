package io.replaymq.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy that misbehaves on request: it cuts the first connection at a given byte of one direction, with a FIN or an RST; or
 * it stops forwarding without closing anything, as a pulled cable does.
 */
final class CuttingProxy implements AutoCloseable {
    private static final int NEVER = Integer.MAX_VALUE;

    private final ServerSocket listening;
    private final int target;
    private final Cut cut;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong fromClient = new AtomicLong();
    private final AtomicLong fromServer = new AtomicLong();
    private volatile boolean frozen;

    /** Forwards to this port. */
    CuttingProxy(int target, Cut cut) throws IOException {
        this.target = target;
        this.cut = cut;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("proxy-accept", this::accept);
    }

    static Cut nowhere() {
        return new Cut(Direction.TO_SERVER, NEVER, Manner.FIN);
    }

    int port() {
        return listening.getLocalPort();
    }

    int connections() {
        return accepted.get();
    }

    long bytes(Direction direction) {
        return (direction == Direction.TO_SERVER ? fromClient : fromServer).get();
    }

    /** Stops forwarding on the connections there are; new ones are served. */
    void freeze() {
        frozen = true;
        accepted.set(0);
    }

    /** Takes no further connections; those there are go on. */
    void acceptNoMore() throws IOException {
        listening.close();
    }

    /** Breaks the connections there are. */
    void cutAll() {
        sockets.forEach(CuttingProxy::reset);
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket client = listening.accept();
                serve(client);
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        sockets.add(client);
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            if (listening.isClosed()) { // it was closed while this connection was being made
                reset(client);
                reset(server);
                return;
            }
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            boolean first = accepted.getAndIncrement() == 0 && !frozen;
            int toServer = first && cut.direction() == Direction.TO_SERVER ? cut.atByte() : NEVER;
            int toClient = first && cut.direction() == Direction.TO_CLIENT ? cut.atByte() : NEVER;
            boolean old = !frozen;
            start("proxy-up", () -> pump(client, server, toServer, fromClient, old));
            start("proxy-down", () -> pump(server, client, toClient, fromServer, old));
        } catch (IOException e) { // the server is down
            reset(client);
        }
    }

    private void pump(Socket from, Socket to, int limit, AtomicLong count, boolean freezable) {
        byte[] buffer = new byte[8_192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int left = limit;
            for (int n = left == 0 ? -1 : in.read(buffer); n >= 0 && left > 0; n = left == 0 ? -1 : in.read(buffer)) {
                if (frozen && freezable) {
                    continue;
                }
                int forward = Math.min(n, left);
                out.write(buffer, 0, forward);
                count.addAndGet(forward);
                left = left == NEVER ? NEVER : left - forward;
            }
        } catch (IOException e) {
            // the other direction ended it
        }
        end(from);
        end(to);
    }

    private void end(Socket socket) {
        if (cut.manner() == Manner.RST) {
            reset(socket);
        } else {
            quietly(socket);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
        quietly(socket);
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed already
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        sockets.forEach(CuttingProxy::quietly);
    }

    /** Which way bytes go. */
    enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    /** How a connection is cut. */
    enum Manner {
        FIN,
        RST
    }

    /** Where the first connection is cut: behind this many bytes of that direction. */
    record Cut(Direction direction, int atByte, Manner manner) {}
}
