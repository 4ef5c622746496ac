package io.replaymq.benchmarks.driver;

import io.replaymq.benchmarks.measure.Settings;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** The limit of a synchronous send over a connection: the client of {@link TcpLimitServer}. */
record TcpLimitDriver(Settings settings) implements Driver {
    @Override
    public Sender sender(String destination, int index) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), settings.count("port", 0));
            socket.setTcpNoDelay(true);
            return new TcpSender(
                    socket,
                    new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 64 << 10)),
                    socket.getInputStream());
        } catch (IOException e) {
            throw new DriverException(e);
        }
    }

    @Override
    public void close() {
        // connections belong to the senders
    }

    private record TcpSender(Socket socket, DataOutputStream out, InputStream in) implements Sender {
        @Override
        public void send(byte[] body) {
            try {
                out.writeInt(body.length);
                out.write(body);
                out.flush();
                if (in.read() != TcpLimitServer.ANSWER) {
                    throw new DriverException("no answer on " + socket);
                }
            } catch (IOException e) {
                throw new DriverException(e);
            }
        }

        @Override
        public void sendAsync(byte[] body, Acknowledgements acknowledgements) {
            throw new DriverException("tcp-limit waits for each record");
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new DriverException(e);
            }
        }
    }
}
