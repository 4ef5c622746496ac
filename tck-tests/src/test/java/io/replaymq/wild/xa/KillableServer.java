package io.replaymq.wild.xa;

import io.replaymq.server.process.Children;
import io.replaymq.server.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A server process that is killed and started again at the same address, over the same directory. */
final class KillableServer {
    /** Below the ports that systems hand out by themselves, so that nobody gets ours while we are down. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 10_000;
    private static final int ATTEMPTS = 20;

    private final Children children;
    private final Path directory;
    private final String resumeWindow;
    private final int port;
    private ServerProcess process;

    private KillableServer(Children children, Path directory, String resumeWindow, int port)
            throws IOException, InterruptedException {
        this.children = children;
        this.directory = directory;
        this.resumeWindow = resumeWindow;
        this.port = port;
        this.process = start();
    }

    /** @param resumeWindow how long the messages of a client that was killed are kept for it */
    static KillableServer open(Children children, Path directory, String resumeWindow)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                int port = FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
                return new KillableServer(children, directory, resumeWindow, port);
            } catch (IOException e) { // somebody has this port
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    String url() {
        return "replaymq://127.0.0.1:" + port;
    }

    void killAndRestart() throws IOException, InterruptedException {
        process.kill();
        process = start();
    }

    private ServerProcess start() throws IOException, InterruptedException {
        return ServerProcess.start(
                children,
                List.of(
                        "--data",
                        directory.resolve("data").toString(),
                        "--port",
                        Integer.toString(port),
                        "--set",
                        "group.resume-window=" + resumeWindow),
                directory.resolve("server.log"));
    }
}
