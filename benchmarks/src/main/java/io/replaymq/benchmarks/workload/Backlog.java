package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.Driver;
import io.replaymq.benchmarks.measure.Body;
import io.replaymq.benchmarks.measure.Machine;
import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/**
 * A queue fills while nobody consumes, and is drained afterwards. Settings: {@code messages}, {@code size}, {@code producers},
 * {@code consumers}, {@code async} (how many messages each producer may have on the way), {@code slice} (messages at the beginning and
 * at the end of each half whose rates are compared). {@code rss_before_mib}, {@code fill_rss_mib} and {@code rss_mib} are the server's
 * resident memory before, and the most of it while the queue fills, and in all. A message that does not come stops the run.
 */
final class Backlog implements Workload {
    private static final long LOOK_MS = 20;
    private static final long RECEIVE_MS = 60_000;

    private final Settings settings;
    private final long messages;
    private final long slice;
    private final int producers;
    private final int consumers;
    private final int window;
    private final long serverPid;
    private final Crew crew = new Crew();
    private double mostMib;

    Backlog(Settings settings) {
        this.settings = settings;
        messages = settings.number("messages", 5_000_000);
        slice = settings.number("slice", messages / 5);
        producers = settings.count("producers", 2);
        consumers = settings.count("consumers", 2);
        window = settings.count("async", 5_000);
        serverPid = settings.number("serverPid", 0);
    }

    /** How many there were at a time. */
    private record Sample(long nanos, long count) {}

    @Override
    public void run(Result result) throws InterruptedException {
        String destination = settings.need("destination");
        result.put("rss_before_mib", Machine.residentMib(serverPid));
        try (Driver driver = Driver.open(settings)) {
            driver.create(destination);
            Machine empty = Machine.take(serverPid);
            List<Sample> filling = fill(driver, destination);
            report(result, "fill", filling);
            result.put("fill_rss_mib", mostMib);
            List<Sample> draining = drain(driver, destination);
            report(result, "drain", draining);
            result.put("rss_mib", mostMib);
            Machine.take(serverPid).report(result, empty, messages);
            crew.join(RECEIVE_MS / 1_000);
        }
    }

    private List<Sample> fill(Driver driver, String destination) throws InterruptedException {
        Counts sent = new Counts(producers);
        CountDownLatch working = new CountDownLatch(producers);
        for (int i = 0; i < producers; i++) {
            int index = i;
            crew.start("producer-" + i, () -> {
                fill(driver, destination, index, sent);
                working.countDown();
            });
        }
        return watch(sent::total, working);
    }

    private void fill(Driver driver, String destination, int index, Counts sent) throws InterruptedException {
        Body body = new Body(settings.count("size", 1024), index);
        Sent acknowledged = new Sent(crew);
        long share = messages / producers + (index < messages % producers ? 1 : 0);
        try (Driver.Sender sender = driver.sender(destination, index)) {
            for (long i = 1; i <= share; i++) {
                sender.sendAsync(body.next(i), acknowledged);
                acknowledged.await(i, window);
                sent.add(index, 1);
            }
            sender.flush();
            acknowledged.await(share, 0);
        }
    }

    private List<Sample> drain(Driver driver, String destination) throws InterruptedException {
        Counts received = new Counts(consumers);
        CountDownLatch working = new CountDownLatch(1);
        for (int i = 0; i < consumers; i++) {
            int index = i;
            crew.start("consumer-" + i, () -> drain(driver, destination, index, received, working));
        }
        return watch(received::total, working);
    }

    private void drain(Driver driver, String destination, int index, Counts received, CountDownLatch working) {
        try (Driver.Receiver receiver = driver.receiver(destination, index)) {
            while (received.total() < messages) {
                received.add(index, receiver.receive(1_000, body -> {}));
            }
            working.countDown();
        }
    }

    /** Looks at a count until the work is done. */
    private List<Sample> watch(LongSupplier count, CountDownLatch working) throws InterruptedException {
        List<Sample> samples = new ArrayList<>();
        while (working.getCount() > 0) {
            samples.add(new Sample(System.nanoTime(), count.getAsLong()));
            mostMib = Math.max(mostMib, Machine.residentMib(serverPid));
            crew.sleep(LOOK_MS);
        }
        samples.add(new Sample(System.nanoTime(), count.getAsLong()));
        return samples;
    }

    private void report(Result result, String what, List<Sample> samples) {
        Sample first = samples.get(0);
        Sample last = samples.get(samples.size() - 1);
        Sample endOfFirst = firstFrom(samples, slice);
        Sample startOfLast = firstFrom(samples, messages - slice);
        result.put(what + "_per_s", rate(first, last))
                .put(what + "_first_per_s", rate(first, endOfFirst))
                .put(what + "_last_per_s", rate(startOfLast, last))
                .put(what + "_last_over_first", rate(startOfLast, last) / rate(first, endOfFirst));
    }

    private static Sample firstFrom(List<Sample> samples, long count) {
        return samples.stream()
                .filter(each -> each.count() >= count)
                .findFirst()
                .orElseThrow();
    }

    private static double rate(Sample from, Sample to) {
        return (to.count() - from.count()) / ((to.nanos() - from.nanos()) / 1e9);
    }
}
