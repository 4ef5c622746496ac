package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.DriverException;
import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long a log takes to start: {@code messages} records in {@code partitions} partitions, closed, and then killed with SIGKILL after
 * {@code seconds} of appending to all partitions at full speed. {@code clean_ready_ms} and {@code killed_ready_ms} are from the start
 * of a process to the moment at which it can append and read, the virtual machine's own start included; {@code clean_open_ms} and
 * {@code killed_open_ms} the part of it that is opening the log. After each start everything is read: what had been acknowledged has
 * to be there. Files are in the page cache.
 */
final class Startup implements Workload {
    private final Settings settings;

    Startup(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void run(Result result) throws InterruptedException {
        try {
            long filled = fill();
            long found = check(result, "clean");
            ensure(found == filled, found, filled);
            long written = writeAndKill();
            found = check(result, "killed");
            ensure(found >= filled + written, found, filled + written);
            result.put("records", found).put("acknowledged_before_kill", written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ensure(boolean holds, long found, long expected) {
        if (!holds) {
            throw new DriverException("found " + found + " records, expected " + expected);
        }
    }

    private long fill() throws IOException, InterruptedException {
        Process process = start("fill");
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            long filled = number("filled", said.readLine());
            number("closed", said.readLine() + " 0");
            process.waitFor();
            return filled;
        }
    }

    private long check(Result result, String name) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = start("check");
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            long openMs = number("ready", said.readLine());
            result.put(name + "_ready_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                    .put(name + "_open_ms", openMs);
            long found = number("found", said.readLine());
            number("closed", said.readLine() + " 0");
            process.waitFor();
            return found;
        }
    }

    private long writeAndKill() throws IOException, InterruptedException {
        Process process = start("write");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.number("seconds", 5));
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            long written = 0;
            while (System.nanoTime() < end) {
                written = number("written", said.readLine());
            }
            process.destroyForcibly().waitFor();
            return written;
        }
    }

    private Process start(String what) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(Settings.words(settings.get("client.jvm", ""))));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LogProcess.class.getName(), what));
        for (String key : new String[] {"dir", "messages", "partitions", "size"}) {
            if (settings.find(key) != null) {
                command.add(key + "=" + settings.need(key));
            }
        }
        return new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    }

    private static long number(String word, String line) {
        String[] said = Settings.words(String.valueOf(line));
        if (said.length < 2 || !said[0].equals(word)) {
            throw new DriverException("the log's process said '" + line + "', expected '" + word + "' and a number");
        }
        return Long.parseLong(said[1]);
    }
}
