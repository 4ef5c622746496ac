package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.Driver;
import io.replaymq.benchmarks.measure.Body;
import io.replaymq.benchmarks.measure.Machine;
import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;

/**
 * One thread appends as fast as it goes and waits for nothing but the contender's own back-pressure. Settings: {@code size},
 * {@code messages}. The rate ends with the last acknowledgement; what the kernel writes to the device later is not part of it. Afterwards
 * everything is read, and has to be there in order.
 */
final class Append implements Workload {
    private final Settings settings;
    private final int size;

    Append(Settings settings) {
        this.settings = settings;
        size = settings.count("size", 1024);
    }

    @Override
    public void run(Result result) throws InterruptedException {
        long messages = settings.number("messages", 1_000_000);
        long warmup = messages / 4;
        long serverPid = settings.number("serverPid", 0);
        String destination = settings.need("destination");
        try (Driver driver = Driver.open(settings)) {
            driver.create(destination);
            try (Driver.Sender sender = driver.sender(destination, 0)) {
                append(sender, 0, warmup); // brings the compiler up
                Machine before = Machine.take(serverPid);
                append(sender, warmup, messages);
                Machine after = Machine.take(serverPid);
                double seconds = after.secondsSince(before);
                result.put("sent_per_s", messages / seconds)
                        .put("mib_per_s", messages * (double) size / (1 << 20) / seconds);
                after.report(result, before, messages);
                driver.report(destination, result);
            }
            boolean holes = !settings.get("log.cleanup", "DELETE").equals("DELETE");
            new ReadBack(warmup + messages, size, holes).run(driver, destination);
        }
    }

    private void append(Driver.Sender sender, long from, long messages) throws InterruptedException {
        Sent sent = new Sent(new Crew());
        byte[] body = new Body(size, 1).next(0);
        for (long i = 0; i < messages; i++) {
            Body.stamp(body, from + i);
            sender.sendAsync(body, sent);
        }
        sender.flush();
        sent.await(messages, 0);
    }
}
