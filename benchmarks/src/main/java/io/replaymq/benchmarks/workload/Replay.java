package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.Driver;
import io.replaymq.benchmarks.measure.Body;
import io.replaymq.benchmarks.measure.Machine;
import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;

/**
 * Stores messages once, then reads all of them from the beginning, several times over, each time with a new receiver. Settings:
 * {@code size}, {@code messages}, {@code body}, {@code passes}, {@code window}. Each pass checks the stamps, so what is counted was there, in order.
 * {@code replay_per_s} is the fastest pass, {@code first_per_s} the first.
 */
final class Replay implements Workload {
    private static final long CHECK_EVERY = 1_000;

    private final Settings settings;
    private final long messages;
    private final int size;

    Replay(Settings settings) {
        this.settings = settings;
        messages = settings.number("messages", 1_000_000);
        size = settings.count("size", 1024);
    }

    @Override
    public void run(Result result) throws InterruptedException {
        String destination = settings.need("destination");
        try (Driver driver = Driver.open(settings)) {
            driver.create(destination);
            long start = System.nanoTime();
            store(driver, destination);
            result.put("stored_per_s", rate(System.nanoTime() - start));
            double fastest = 0;
            for (int pass = 0; pass < settings.count("passes", 3); pass++) {
                Machine before = Machine.take(settings.number("serverPid", 0));
                double rate = rate(new ReadBack(messages, size, false).run(driver, destination));
                Machine after = Machine.take(settings.number("serverPid", 0));
                if (pass == 0) {
                    result.put("first_per_s", rate);
                }
                if (rate > fastest) {
                    fastest = rate;
                    after.report(result, before, messages);
                }
            }
            result.put("replay_per_s", fastest).put("mib_per_s", fastest * size / (1 << 20));
            driver.report(destination, result);
        }
    }

    private void store(Driver driver, String destination) throws InterruptedException {
        Body body = new Body(size, 1, Body.Kind.valueOf(settings.get("body", "RANDOM")));
        Sent sent = new Sent(new Crew());
        long window = settings.number("window", 10_000);
        try (Driver.Sender sender = driver.sender(destination, 0)) {
            for (long i = 0; i < messages; i++) {
                if (i % CHECK_EVERY == 0) {
                    sent.await(i, window);
                }
                sender.sendAsync(body.next(i), sent);
            }
            sender.flush();
            sent.await(messages, 0);
        }
    }

    private double rate(long nanos) {
        return messages / (nanos / 1e9);
    }
}
