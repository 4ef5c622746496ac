package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.Driver;
import io.replaymq.benchmarks.measure.Body;
import io.replaymq.benchmarks.measure.Machine;
import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One thread appends as fast as it goes and waits for nothing but the contender's own back-pressure. Settings: {@code size},
 * {@code messages}. The rate ends with the last acknowledgement; what the kernel writes to the device later is not part of it.
 */
final class Append implements Workload {
    private final Settings settings;

    Append(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void run(Result result) throws InterruptedException {
        long messages = settings.number("messages", 1_000_000);
        String destination = settings.need("destination");
        Crew crew = new Crew();
        try (Driver driver = Driver.open(settings)) {
            driver.create(destination);
            try (Driver.Sender sender = driver.sender(destination, 0)) {
                append(sender, messages / 4, crew); // brings the compiler up
                Machine before = Machine.take(0);
                append(sender, messages, crew);
                Machine after = Machine.take(0);
                double seconds = after.secondsSince(before);
                result.put("sent_per_s", messages / seconds)
                        .put("mib_per_s", messages * (double) settings.number("size", 1024) / (1 << 20) / seconds);
                after.report(result, before, messages);
                driver.report(destination, result);
            }
        }
    }

    private void append(Driver.Sender sender, long messages, Crew crew) throws InterruptedException {
        AtomicLong acknowledged = new AtomicLong();
        byte[] body = new Body(settings.count("size", 1024), 1).next(0);
        for (long i = 0; i < messages; i++) {
            sender.sendAsync(body, problem -> {
                if (problem != null) {
                    crew.fail(problem);
                }
                acknowledged.lazySet(acknowledged.get() + 1); // one thread acknowledges
            });
        }
        sender.flush();
        while (acknowledged.get() < messages) {
            crew.sleep(1);
        }
    }
}
