package io.replaymq.server.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes that this one started: none outlives it, if {@link #close()} is called from a shutdown hook.
 *
 * <p>Any thread may call anything. The lock makes starting and closing exclude each other, so that no process slips through.
 */
public final class Children implements AutoCloseable {
    private final List<Process> running = new ArrayList<>();
    private boolean closed;

    /** Starts a process. @throws IOException if it cannot be started, or after {@link #close()} */
    public synchronized Process start(ProcessBuilder builder) throws IOException {
        if (closed) {
            throw new IOException("this process is shutting down");
        }
        Process process = builder.start();
        running.removeIf(each -> !each.isAlive());
        running.add(process);
        return process;
    }

    /** Whether {@link #close()} was called. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** Kills what still runs, and waits until it is gone. */
    @Override
    public synchronized void close() {
        closed = true;
        running.forEach(Process::destroyForcibly);
        running.forEach(each -> each.onExit().join());
        running.clear();
    }
}
