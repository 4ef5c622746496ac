package io.replaymq.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replaymq.history.Event;
import io.replaymq.history.Event.Finished.How;
import io.replaymq.history.HistoryChecker;
import io.replaymq.history.Violation;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** One run: applications work and are killed and paused, the server is killed; then all that is on its way arrives. One thread. */
final class Run implements AutoCloseable {
    static final List<String> QUEUES = List.of(Client.ORDERS, Client.BILLS, Client.PARCELS);

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final int ONE_START_IN = 5;
    private static final int LONGEST_START_MS = 900;

    private final HistoryChecker checker = new HistoryChecker(Set.copyOf(QUEUES));
    private final Progress progress = new Progress();
    private final Extent extent;
    private final Provider provider;
    private final Random random;
    private final Faults faults;
    private final Clients clients;
    private long killAgainAt = Long.MAX_VALUE;

    Run(Path directory, Extent extent, Provider provider, long seed) throws IOException {
        this.extent = extent;
        this.provider = provider;
        this.random = new Random(seed);
        this.faults = new Faults(extent, random);
        this.clients = new Clients(directory, provider.jndi(), random);
    }

    Progress progress() {
        return progress;
    }

    /** Takes what somebody else noted. */
    void add(Event event) {
        checker.add(event);
    }

    /** Everything that is wrong, in the end. */
    List<Violation> violations() {
        return checker.violations();
    }

    /** Feeds and makes faults until all faults were made and everything was fed. */
    void work() {
        await("everything fed").atMost(PATIENCE).pollInterval(LOOK_EVERY).until(() -> {
            clients.readOn(this::see);
            clients.resumeThoseDue(System.nanoTime());
            makeFaults();
            boolean over = faults.isEmpty() && progress.fed() >= extent.messages() && !clients.isAnyPaused();
            if (!over) {
                clients.feed(progress);
            }
            return over && killAgainAt == Long.MAX_VALUE;
        });
    }

    private void see(Event event) {
        checker.add(event);
        progress.add(event);
    }

    private void makeFaults() throws IOException, InterruptedException {
        if (System.nanoTime() >= killAgainAt) {
            killAgainAt = Long.MAX_VALUE;
            killServer();
        } else if (faults.isDue(progress.fed())) {
            switch (faults.next()) {
                case KILL_CLIENT -> clients.killOne();
                case PAUSE_CLIENT -> clients.pauseOne();
                case KILL_SERVER -> {
                    provider.awaitReady();
                    killServer();
                    if (random.nextInt(ONE_START_IN) == 0) { // and again, in the middle of its start
                        killAgainAt = System.nanoTime()
                                + Duration.ofMillis(random.nextInt(LONGEST_START_MS))
                                        .toNanos();
                    }
                }
            }
        }
    }

    private void killServer() throws IOException, InterruptedException {
        provider.kill();
        provider.launch();
    }

    /** Lets everything arrive that was fed, and ends the applications. */
    void finish(ConnectionFactory factory) throws IOException, InterruptedException, JMSException {
        provider.awaitReady();
        assertThat(clients.finish(Client.Kind.FEEDING)).as("feeders ended well").isTrue();
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            for (String queue : QUEUES) { // in this order: nothing comes into one when the one before is empty
                QueueBrowser browser = session.createBrowser(session.createQueue(queue));
                await(queue + " is empty").atMost(PATIENCE).until(() -> {
                    clients.readOn(this::see);
                    return !browser.getEnumeration().hasMoreElements();
                });
                checker.add(new Event.Finished(System.nanoTime(), queue, How.DRAINED));
            }
        }
        assertThat(clients.finish(Client.Kind.MOVING)).as("movers ended well").isTrue();
        clients.readOn(this::see);
    }

    @Override
    public void close() throws IOException {
        clients.close();
        provider.close();
    }
}
