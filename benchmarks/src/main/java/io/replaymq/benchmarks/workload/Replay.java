package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.Driver;
import io.replaymq.benchmarks.driver.DriverException;
import io.replaymq.benchmarks.measure.Body;
import io.replaymq.benchmarks.measure.Machine;
import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stores messages once, then reads all of them from the beginning, several times over, each time with a new receiver. Settings:
 * {@code size}, {@code messages}, {@code passes}, {@code window}. Each pass checks the stamps, so what is counted was there, in order.
 * {@code replay_per_s} is the fastest pass, {@code first_per_s} the first.
 */
final class Replay implements Workload {
    private static final long TIMEOUT_MS = 200;
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(30);

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
                double rate = read(driver, destination);
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
        }
    }

    private void store(Driver driver, String destination) throws InterruptedException {
        Body body = new Body(size, 1);
        Crew crew = new Crew();
        AtomicLong pending = new AtomicLong();
        long window = settings.number("window", 10_000);
        try (Driver.Sender sender = driver.sender(destination, 0)) {
            for (long i = 0; i < messages; i++) {
                while (pending.get() >= window) {
                    crew.sleep(1);
                }
                pending.incrementAndGet();
                sender.sendAsync(body.next(i), problem -> {
                    if (problem != null) {
                        crew.fail(problem);
                    }
                    pending.decrementAndGet();
                });
            }
            sender.flush();
            while (pending.get() > 0) {
                crew.sleep(1);
            }
        }
    }

    private double read(Driver driver, String destination) {
        long[] expected = {0};
        long start = System.nanoTime();
        try (Driver.Receiver receiver = driver.receiver(destination, 0)) {
            long last = start;
            while (expected[0] < messages) {
                int got = receiver.receive(TIMEOUT_MS, body -> {
                    if (Body.stampOf(body) != expected[0]++ || body.length != size) {
                        throw new DriverException("message " + Body.stampOf(body) + " of " + body.length
                                + " bytes, expected " + (expected[0] - 1) + " of " + size);
                    }
                });
                long now = System.nanoTime();
                if (got == 0 && now - last > STALLED_NANOS) {
                    throw new DriverException("nothing more after " + expected[0] + " of " + messages + " messages");
                }
                last = got > 0 ? now : last;
            }
            return rate(System.nanoTime() - start);
        }
    }

    private double rate(long nanos) {
        return messages / (nanos / 1e9);
    }
}
