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

/**
 * Producers and consumers at once; each producer waits for the acknowledgement of each message. Settings: {@code producers},
 * {@code consumers} (none if only appending is measured), {@code size}, {@code inflight} (most messages sent and not yet received, so
 * that the rate is one which producers, server and consumers sustain together), {@code warmup} and {@code seconds}.
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
        sent = new Counts(producers);
        received = new Counts(consumers);
        sending = new CountDownLatch(producers);
    }

    @Override
    public void run(Result result) throws InterruptedException {
        try (Driver driver = Driver.open(settings)) {
            String destination = settings.need("destination");
            driver.create(destination);
            startConsumers(driver, destination);
            startProducers(driver, destination);
            crew.sleep(TimeUnit.SECONDS.toMillis(settings.number("warmup", 3)));
            measure(result);
            phase = Phase.DRAINING;
            awaitStragglers();
            phase = Phase.OVER;
            crew.join(END_SECONDS);
            Latencies.merge(sendTimes).report(result, "send");
            Latencies.merge(journeyTimes).report(result, "e2e");
            result.put("missing", consumers > 0 ? sent.total() - received.total() : 0);
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
    }

    private void startConsumers(Driver driver, String destination) throws InterruptedException {
        CountDownLatch attached = new CountDownLatch(consumers);
        for (int i = 0; i < consumers; i++) {
            int index = i;
            Latencies times = new Latencies();
            journeyTimes.add(times);
            crew.start("consumer-" + i, () -> consume(driver, destination, index, times, attached));
        }
        while (!attached.await(RECEIVE_MS, TimeUnit.MILLISECONDS)) {
            crew.check();
        }
    }

    private void consume(Driver driver, String destination, int index, Latencies times, CountDownLatch attached) {
        try (Driver.Receiver receiver = driver.receiver(destination, index)) {
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

    private void startProducers(Driver driver, String destination) {
        for (int i = 0; i < producers; i++) {
            int index = i;
            Latencies times = new Latencies();
            sendTimes.add(times);
            crew.start("producer-" + i, () -> produce(driver, destination, index, times));
        }
    }

    private void produce(Driver driver, String destination, int index, Latencies times) {
        Body body = new Body(settings.count("size", 1024), index);
        try (Driver.Sender sender = driver.sender(destination, index)) {
            while (phase.compareTo(Phase.DRAINING) < 0) {
                awaitRoom();
                long start = System.nanoTime();
                sender.send(body.next(start));
                if (phase == Phase.MEASURING) {
                    times.record(System.nanoTime() - start);
                }
                sent.add(index, 1);
            }
            sending.countDown();
        }
    }

    private void awaitRoom() {
        if (consumers == 0) {
            return;
        }
        while (sent.total() - received.total() >= inflight && phase.compareTo(Phase.DRAINING) < 0) {
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
        return sending.getCount() > 0 || (consumers > 0 && received.total() < sent.total());
    }
}
