package io.replaymq.reliability;

import io.replaymq.server.process.Children;
import io.replaymq.server.process.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An Apache Artemis server. Its clients reconnect by themselves, for as long as ours do. */
final class ArtemisProcess implements Provider {
    private static final String OPTIONS = "?reconnectAttempts=60&initialConnectAttempts=60&retryInterval=100"
            + "&retryIntervalMultiplier=1.5&maxRetryInterval=2000&clientFailureCheckPeriod=1500&connectionTTL=3000";

    private final Children children = new Children();
    private final Path directory;
    private final int port;
    private Process current;

    ArtemisProcess(Path directory) throws IOException {
        this.directory = directory;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        this.current = start();
    }

    @Override
    public Map<String, String> jndi() {
        return Map.of(
                "java.naming.factory.initial",
                "org.apache.activemq.artemis.jndi.ActiveMQInitialContextFactory",
                "connectionFactory.ConnectionFactory",
                "tcp://127.0.0.1:" + port + OPTIONS);
    }

    @Override
    public void launch() throws IOException {
        current = start();
    }

    @Override
    public void awaitReady() throws IOException {
        BufferedReader output = current.inputReader(StandardCharsets.UTF_8); // the same reader each time
        for (String line = output.readLine(); !ArtemisMain.READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("the server ended; its log is in " + directory);
            }
        }
    }

    @Override
    public void kill() throws InterruptedException {
        current.destroyForcibly().waitFor();
    }

    @Override
    public int stop() throws InterruptedException {
        try {
            current.outputWriter().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return current.waitFor();
    }

    @Override
    public void close() {
        children.close();
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(ServerProcess.javaCommand(System.getProperty("java.class.path")));
        command.addAll(List.of(ArtemisMain.class.getName(), directory.toString(), Integer.toString(port)));
        return children.start(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("server.log").toFile())));
    }
}
