package io.replaymq.reliability;

import io.replaymq.history.Event;
import io.replaymq.history.HistoryReader;
import io.replaymq.reliability.Client.Kind;
import io.replaymq.server.process.Children;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The applications of a run: each has a place, in which the next one starts when it is killed. One thread. */
final class Clients implements AutoCloseable {
    private static final int FEEDERS = 2;
    private static final int MOVERS = 3;
    private static final int MOST_ON_THEIR_WAY = 3_000;
    private static final int GRANT = 250;

    private final Children children = new Children();
    private final Path directory;
    private final Random random;
    private final List<ClientProcess> places = new ArrayList<>();
    private final List<HistoryReader> histories = new ArrayList<>();
    private final Map<ClientProcess, Long> pausedUntil = new HashMap<>();
    private int lost; // messages at most that are on their way, it seems, but are not: their transactions were killed
    private int started;

    Clients(Path directory, Map<String, String> jndi, Random random) throws IOException {
        this.directory = directory;
        this.random = random;
        Properties properties = new Properties();
        properties.putAll(jndi);
        try (Writer file = Files.newBufferedWriter(directory.resolve("jndi.properties"))) {
            properties.store(file, "the provider");
        }
        for (int i = 0; i < FEEDERS + MOVERS; i++) {
            places.add(start(i));
        }
    }

    private ClientProcess start(int place) throws IOException {
        Kind kind = place < FEEDERS ? Kind.FEEDING : Kind.MOVING;
        String name = (kind == Kind.FEEDING ? "f" : "w") + place + "." + started++;
        ClientProcess process = ClientProcess.start(children, directory, kind, name, random.nextLong());
        histories.add(HistoryReader.open(ClientProcess.history(directory, name)));
        return process;
    }

    /** Hands over what they have noted since the last time. */
    void readOn(Consumer<Event> reader) throws IOException {
        for (HistoryReader each : histories) {
            each.readOn(reader);
        }
    }

    /** Lets the feeders go on, but not run away. */
    void feed(Progress progress) throws IOException {
        for (ClientProcess each : places) {
            int outstanding = each.granted() - progress.fedBy(each.name());
            int onTheirWay = progress.fed() - progress.delivered() - lost;
            if (each.feeds() && outstanding < GRANT && onTheirWay < MOST_ON_THEIR_WAY) {
                each.grant(GRANT);
            }
        }
    }

    /** Kills one, and starts another in its place. */
    void killOne() throws IOException, InterruptedException {
        int place = random.nextInt(places.size());
        ClientProcess victim = places.get(place);
        pausedUntil.remove(victim);
        victim.kill();
        lost += GRANT;
        places.set(place, start(place));
    }

    /** Stops one until it has lost what it holds. */
    void pauseOne() throws IOException, InterruptedException {
        ClientProcess victim = places.get(random.nextInt(places.size()));
        long longEnough = ReplayMqProcess.FENCED_AFTER.toNanos() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_500));
        if (pausedUntil.put(victim, System.nanoTime() + longEnough) == null) {
            victim.pause();
        }
    }

    /** Lets those go on whose time has come. */
    void resumeThoseDue(long now) throws IOException, InterruptedException {
        for (Map.Entry<ClientProcess, Long> each : List.copyOf(pausedUntil.entrySet())) {
            if (each.getValue() <= now) {
                each.getKey().resume();
                pausedUntil.remove(each.getKey());
            }
        }
    }

    boolean isAnyPaused() {
        return !pausedUntil.isEmpty();
    }

    /** Lets those of one kind finish, and waits for them. @return whether all ended well */
    boolean finish(Kind kind) throws IOException, InterruptedException {
        List<ClientProcess> those = places.stream()
                .filter(each -> each.feeds() == (kind == Kind.FEEDING))
                .toList();
        for (ClientProcess each : those) {
            each.finish();
        }
        boolean well = true;
        for (ClientProcess each : those) {
            well &= each.await() == 0;
        }
        return well;
    }

    @Override
    public void close() throws IOException {
        children.close();
        for (HistoryReader each : histories) {
            each.close();
        }
    }
}
