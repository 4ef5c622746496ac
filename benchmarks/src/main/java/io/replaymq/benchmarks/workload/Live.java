package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.Driver;
import io.replaymq.benchmarks.measure.Body;
import io.replaymq.benchmarks.measure.Latencies;
import io.replaymq.benchmarks.measure.Machine;
import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Producers and consumers at once. Settings: {@code producers}, {@code consumers} (none if only appending is measured), {@code size},
 * {@code destinations} (over which both are spread), {@code topic} (each consumer gets everything), {@code async} (how many messages a
 * producer may have on the way; if it is not set, each waits for the acknowledgement of each message), {@code inflight} (most messages
 * sent and not yet received, so that the rate is one which producers, server and consumers sustain together), {@code warmup} and
 * {@code seconds}.
 *
 * <p>Each message carries the time at which it was sent. {@code missing} is what was sent and has not arrived 15 s after the end:
 * it must be 0.
 */
final class Live implements Workload {
    private static final long RECEIVE_MS = 200;
    private static final long PARK_NANOS = 20_000;
    private static final long STRAGGLERS_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long END_SECONDS = 30;

    private enum Phase {
        WARMING_UP,
        MEASURING,
        DRAINING,
        OVER
    }

    private final Settings settings;
    private final int producers;
    private final int consumers;
    private final long inflight;
    private final int window;
    private final int copies;
    private final List<String> destinations;
    private final Counts sent;
    private final Counts received;
    private final List<Latencies> sendTimes = new ArrayList<>();
    private final List<Latencies> journeyTimes = new ArrayList<>();
    private final Crew crew = new Crew();
    private final CountDownLatch sending;
    private volatile Phase phase = Phase.WARMING_UP;

    Live(Settings settings) {
        this.settings = settings;
        producers = settings.count("producers", 1);
        consumers = settings.count("consumers", 1);
        inflight = settings.number("inflight", 10_000);
        window = settings.count("async", 0);
        copies = settings.is("topic") ? consumers : 1;
        String name = settings.need("destination");
        int spread = settings.count("destinations", 1);
        destinations = IntStream.range(0, spread)
                .mapToObj(each -> spread == 1 ? name : name + "-" + each)
                .toList();
        sent = new Counts(producers);
        received = new Counts(consumers);
        sending = new CountDownLatch(producers);
    }

    @Override
    public void run(Result result) throws InterruptedException {
        try (Driver driver = Driver.open(settings)) {
            destinations.forEach(driver::create);
            startConsumers(driver);
            startProducers(driver);
            crew.sleep(TimeUnit.SECONDS.toMillis(settings.number("warmup", 3)));
            measure(result);
            phase = Phase.DRAINING;
            awaitStragglers();
            phase = Phase.OVER;
            crew.join(END_SECONDS);
            Latencies.merge(sendTimes).report(result, "send");
            Latencies.merge(journeyTimes).report(result, "e2e");
            result.put("missing", consumers > 0 ? missing() : 0);
        }
    }

    private void measure(Result result) throws InterruptedException {
        long serverPid = settings.number("serverPid", 0);
        long sentBefore = sent.total();
        long receivedBefore = received.total();
        Machine before = Machine.take(serverPid);
        phase = Phase.MEASURING;
        crew.sleep(TimeUnit.SECONDS.toMillis(settings.number("seconds", 10)));
        Machine after = Machine.take(serverPid);
        long messages = sent.total() - sentBefore;
        double seconds = after.secondsSince(before);
        result.put("sent_per_s", messages / seconds);
        if (consumers > 0) {
            result.put("received_per_s", (received.total() - receivedBefore) / seconds);
        }
        after.report(result, before, Math.max(1, messages));
        result.put("server_rss_mib", Machine.residentMib(serverPid));
    }

    private void startConsumers(Driver driver) throws InterruptedException {
        CountDownLatch attached = new CountDownLatch(consumers);
        for (int i = 0; i < consumers; i++) {
            int index = i;
            Latencies times = new Latencies();
            journeyTimes.add(times);
            crew.start("consumer-" + i, () -> consume(driver, index, times, attached));
        }
        while (!attached.await(RECEIVE_MS, TimeUnit.MILLISECONDS)) {
            crew.check();
        }
    }

    private void consume(Driver driver, int index, Latencies times, CountDownLatch attached) {
        try (Driver.Receiver receiver = driver.receiver(destinationOf(index), index)) {
            receiver.receive(1, body -> {});
            attached.countDown();
            while (phase != Phase.OVER) {
                int got = receiver.receive(RECEIVE_MS, body -> {
                    if (phase == Phase.MEASURING) {
                        times.record(System.nanoTime() - Body.stampOf(body));
                    }
                });
                received.add(index, got);
            }
        }
    }

    private void startProducers(Driver driver) {
        for (int i = 0; i < producers; i++) {
            int index = i;
            Latencies times = new Latencies();
            sendTimes.add(times);
            crew.start("producer-" + i, () -> produce(driver, index, times));
        }
    }

    private void produce(Driver driver, int index, Latencies times) throws InterruptedException {
        Body body = new Body(settings.count("size", 1024), index);
        Sent acknowledged = new Sent(crew);
        long posted = 0;
        try (Driver.Sender sender = driver.sender(destinationOf(index), index)) {
            while (phase.compareTo(Phase.DRAINING) < 0) {
                awaitRoom();
                long start = System.nanoTime();
                if (window > 0) {
                    sender.sendAsync(body.next(start), acknowledged);
                    acknowledged.await(++posted, window);
                } else {
                    sender.send(body.next(start));
                }
                if (phase == Phase.MEASURING) {
                    times.record(System.nanoTime() - start);
                }
                sent.add(index, 1);
            }
            sender.flush();
            acknowledged.await(posted, 0);
            sending.countDown();
        }
    }

    private String destinationOf(int index) {
        return destinations.get(index % destinations.size());
    }

    private long missing() {
        return sent.total() * copies - received.total();
    }

    private void awaitRoom() {
        if (consumers == 0) {
            return;
        }
        while (missing() >= inflight * copies && phase.compareTo(Phase.DRAINING) < 0) {
            LockSupport.parkNanos(PARK_NANOS);
        }
    }

    private void awaitStragglers() throws InterruptedException {
        long end = System.nanoTime() + STRAGGLERS_NANOS;
        while (isUnderWay() && System.nanoTime() < end) {
            crew.sleep(1);
        }
    }

    private boolean isUnderWay() {
        return sending.getCount() > 0 || (consumers > 0 && missing() > 0);
    }
}
