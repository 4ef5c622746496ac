package io.replaymq.reliability;

import java.io.IOException;
import java.util.Map;

/** A messaging server in a process of its own, at one address and with one directory, however often it is started. One thread. */
interface Provider extends AutoCloseable {
    /** What an application writes into its {@code jndi.properties}. */
    Map<String, String> jndi();

    /** Starts it, and does not wait for it. */
    void launch() throws IOException;

    /** Waits until it can be connected to. */
    void awaitReady() throws IOException, InterruptedException;

    /** Ends it with SIGKILL. */
    void kill() throws InterruptedException;

    /** Ends it with SIGTERM. @return its exit code */
    int stop() throws InterruptedException;

    @Override
    void close();
}
