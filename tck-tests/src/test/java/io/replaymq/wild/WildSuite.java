package io.replaymq.wild;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.tck.provider.ProviderLifecycle;
import io.replaymq.tck.provider.Providers;
import io.replaymq.tck.provider.RunningProvider;
import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Has a server over TCP, and closes after each test what the test opened. */
abstract class WildSuite {
    /** Long enough that what does not come by then never will. */
    static final Duration PATIENCE = Duration.ofSeconds(50);

    @RegisterExtension
    final ProviderLifecycle lifecycle = new ProviderLifecycle(() -> Providers.TCP, started -> server = started);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private RunningProvider server;

    @AfterEach
    void closeWhatWasOpened() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    /** The factory that an application finds under {@code ConnectionFactory}. */
    final ConnectionFactory factory() {
        return server.factory();
    }

    /** What an application has in {@code java.naming.provider.url}. */
    final String url() {
        return server.url();
    }

    /** Stops the server and starts it again, with what it has stored, at the same address. */
    final void restartTheServer() {
        server.restart().run();
    }

    /** Closes it after the test, before what was opened before it. */
    final <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    /** A name that nobody else uses. */
    static String newName(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    /** The next one, which must come. */
    static <T> T next(BlockingQueue<T> arrivals) throws InterruptedException {
        T next = arrivals.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).as("what should have arrived").isNotNull();
        return next;
    }

    /** The next ones, which must come. */
    static <T> List<T> next(BlockingQueue<T> arrivals, int count) throws InterruptedException {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(next(arrivals));
        }
        return all;
    }
}
