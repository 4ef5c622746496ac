package io.replaymq.benchmarks;

import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;
import io.replaymq.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One measured run: one workload against one contender, in a process of its own. Adds one line to the results. */
public final class Run {
    private Run() {}

    /**
     * Runs it.
     *
     * @param args the contender's properties, the file of results, then settings as {@code key=value}
     */
    public static void main(String[] args) throws IOException {
        Settings settings = Settings.load(Path.of(args[0]));
        for (int i = 2; i < args.length; i++) {
            settings.overlay(args[i]);
        }
        Result result = new Result();
        for (String key : new String[] {"scenario", "case", "provider", "round"}) {
            result.put(key, settings.get(key, ""));
        }
        int status = 0;
        try {
            Workload.of(settings).run(result);
        } catch (InterruptedException | RuntimeException e) {
            e.printStackTrace();
            result.put("error", e.toString());
            status = 1;
        }
        Files.writeString(Path.of(args[1]), result + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Runtime.getRuntime().halt(status); // what a contender left behind must not keep the run from ending
    }
}
