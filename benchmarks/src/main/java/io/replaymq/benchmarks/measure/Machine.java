package io.replaymq.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A snapshot of what Linux counts: processor time of two processes and of the machine, and what the disk was asked for.
 *
 * @param nanos when, by {@link System#nanoTime()}
 * @param serverTicks processor time of the server process, in ticks of 10 ms
 * @param clientTicks processor time of this process
 * @param busyTicks processor time of everything
 * @param stealTicks what the hypervisor took
 * @param totalTicks all processors' time
 * @param flushes cache flushes of the disks
 * @param writtenSectors 512-byte sectors written to the disks
 */
public record Machine(
        long nanos,
        long serverTicks,
        long clientTicks,
        long busyTicks,
        long stealTicks,
        long totalTicks,
        long flushes,
        long writtenSectors) {
    private static final double TICK_MICROS = 10_000;

    /**
     * Now.
     *
     * @param serverPid the server process, or 0 if there is none
     */
    public static Machine take(long serverPid) {
        try {
            long[] cpu = numbers(Files.readAllLines(Path.of("/proc/stat")).get(0), 1);
            long total = 0;
            for (int i = 0; i < 8; i++) {
                total += cpu[i];
            }
            long[] disks = disks(Files.readAllLines(Path.of("/proc/diskstats")));
            return new Machine(
                    System.nanoTime(),
                    serverPid > 0 ? ticks(serverPid) : 0,
                    ticks(ProcessHandle.current().pid()),
                    total - cpu[3] - cpu[4] - cpu[7],
                    cpu[7],
                    total,
                    disks[0],
                    disks[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Seconds from an earlier snapshot to this one. */
    public double secondsSince(Machine earlier) {
        return (nanos - earlier.nanos) / 1e9;
    }

    /**
     * Writes what happened since an earlier snapshot.
     *
     * @param messages what processor time and flushes are divided by
     */
    public void report(Result result, Machine earlier, long messages) {
        double seconds = secondsSince(earlier);
        long server = serverTicks - earlier.serverTicks;
        long client = clientTicks - earlier.clientTicks;
        long others = busyTicks - earlier.busyTicks - server - client;
        long flushed = flushes - earlier.flushes;
        result.put("server_cpu_us_per_msg", server * TICK_MICROS / messages)
                .put("client_cpu_us_per_msg", client * TICK_MICROS / messages)
                .put("other_cpu_pct", others * TICK_MICROS / 1e4 / seconds)
                .put(
                        "steal_pct",
                        100.0 * (stealTicks - earlier.stealTicks) / Math.max(1, totalTicks - earlier.totalTicks))
                .put("disk_flushes_per_s", flushed / seconds)
                .put("sends_per_flush", messages / (double) Math.max(1, flushed))
                .put("disk_mib_per_s", (writtenSectors - earlier.writtenSectors) / 2048.0 / seconds);
    }

    /**
     * The memory of a process that is in use just now, in MiB: its resident set.
     *
     * @param pid the process, or 0 if there is none
     * @return NaN if there is none
     */
    public static double residentMib(long pid) {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(each -> each.startsWith("VmRSS:"))
                    .mapToDouble(each -> Long.parseLong(Settings.words(each)[1]) / 1024.0)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = Settings.words(stat.substring(stat.lastIndexOf(')') + 1));
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /** Flushes and written sectors of all whole disks. */
    private static long[] disks(List<String> lines) {
        long[] sums = new long[2];
        for (String line : lines) {
            String[] fields = Settings.words(line);
            if (Files.exists(Path.of("/sys/block/" + fields[2])) && !fields[2].startsWith("loop")) {
                sums[0] += fields.length > 18 ? Long.parseLong(fields[18]) : 0;
                sums[1] += Long.parseLong(fields[9]);
            }
        }
        return sums;
    }

    private static long[] numbers(String line, int from) {
        String[] fields = Settings.words(line);
        long[] numbers = new long[fields.length - from];
        for (int i = from; i < fields.length; i++) {
            numbers[i - from] = Long.parseLong(fields[i]);
        }
        return numbers;
    }
}
