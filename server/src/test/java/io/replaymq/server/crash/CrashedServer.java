package io.replaymq.server.crash;

import io.replaymq.server.process.Children;
import io.replaymq.server.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server on one data directory and one port, however often it is started. One thread. */
final class CrashedServer implements AutoCloseable {
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);

    private final Children children = new Children();
    private final Path directory;
    private final int port;
    private ServerProcess current;

    CrashedServer(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.current = launch(0);
        this.port = current.ready().port();
    }

    String url() {
        return "replaymq://127.0.0.1:" + port;
    }

    void kill() throws InterruptedException {
        current.kill();
    }

    /** Starts it, and does not wait for it. */
    void launch() throws IOException {
        current = launch(port);
    }

    void awaitReady() throws IOException, InterruptedException {
        current.ready();
    }

    int stop() throws InterruptedException {
        return current.stop(STOP_DEADLINE);
    }

    @Override
    public void close() {
        children.close();
    }

    private ServerProcess launch(int at) throws IOException {
        return ServerProcess.launch(
                children,
                List.of(
                        "--data",
                        directory.resolve("data").toString(),
                        "--port",
                        Integer.toString(at),
                        "--stop-with",
                        Long.toString(ProcessHandle.current().pid())),
                directory.resolve("server.log"));
    }
}
