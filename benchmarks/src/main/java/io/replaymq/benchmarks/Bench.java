package io.replaymq.benchmarks;

import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.scenario.Contender;
import io.replaymq.benchmarks.scenario.Report;
import io.replaymq.benchmarks.scenario.Scenario;
import io.replaymq.benchmarks.scenario.Scenario.Case;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a scenario and prints its tables. Contenders are interleaved: round 1 of every case with every contender, then round 2, and so
 * on, so that a slow minute of the machine meets all of them. Each run is a fresh client process; servers stay up.
 */
public final class Bench {
    private final Path home;
    private final Path data;
    private final Path results;
    private final Scenario scenario;
    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private int runs;

    private Bench(Path home, Path data, Path results, Scenario scenario) {
        this.home = home;
        this.data = data;
        this.results = results;
        this.scenario = scenario;
    }

    /**
     * Runs it.
     *
     * @param args the directory of this module, the scenario's name, then settings as {@code key=value}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path home = Path.of(args[0]).toAbsolutePath().normalize();
        Path file = home.resolve("scenarios").resolve(args[1] + ".properties");
        Scenario scenario = Scenario.load(file, List.of(args).subList(2, args.length));
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"), "replaymq-bench");
        Path data = Path.of(scenario.settings().get("data", temporary.toString()));
        Path results =
                Path.of(scenario.settings().get("out", home.resolve("target/results") + "/" + args[1] + ".jsonl"));
        Files.createDirectories(data);
        Files.createDirectories(results.toAbsolutePath().getParent());
        if (!scenario.settings().is("append")) {
            Files.deleteIfExists(results);
        }
        Bench bench = new Bench(home, data, results, scenario);
        Runtime.getRuntime().addShutdownHook(new Thread(bench::stop, "bench-stop"));
        bench.run();
        System.out.println("\n" + Report.of(scenario, results));
    }

    private void run() throws IOException, InterruptedException {
        for (String name : scenario.contenders()) {
            Contender contender = Contender.load(home, name, data);
            contenders.put(name, contender);
            contender.start();
            if (contender.pid() != 0) {
                say(name + " is up, process " + contender.pid());
                one(firstCaseOf(name), name, 0); // brings the server's compiler up
            }
        }
        for (int round = 1; round <= scenario.rounds(); round++) {
            for (Case each : scenario.cases()) {
                for (String name : each.contenders()) {
                    one(each, name, round);
                }
            }
        }
        stop();
    }

    private Case firstCaseOf(String contender) {
        return scenario.cases().stream()
                .filter(each -> each.contenders().contains(contender))
                .findFirst()
                .orElseThrow();
    }

    private void one(Case load, String name, int round) throws IOException, InterruptedException {
        Contender contender = contenders.get(name);
        if (contender == null) {
            throw new IllegalStateException("no contender " + name);
        }
        if (contender.pid() == 0) {
            contender.start(); // empties the directory
        }
        new ProcessBuilder("sync").start().waitFor(); // one run's dirty pages are not the next one's fsync
        List<String> command = new ArrayList<>(contender.clientCommand());
        command.addAll(List.of(Run.class.getName(), contender.file().toString(), results.toString()));
        command.add(scenario.settings().get("common", ""));
        command.add(load.settings());
        command.add("dir=" + contender.data() + " serverPid=" + contender.pid());
        command.add("destination=bench" + ++runs + " scenario=" + scenario.name());
        command.add("case=" + load.name() + " round=" + round + " provider=" + name);
        for (String key : new String[] {"warmup", "seconds", "messages", "passes"}) {
            if (scenario.settings().find(key) != null) {
                command.add(key + "=" + scenario.settings().need(key));
            }
        }
        launch(command, load, name, round);
    }

    private void launch(List<String> command, Case load, String name, int round)
            throws IOException, InterruptedException {
        File log = data.resolve("client.log").toFile();
        long before = lines();
        Process client = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log))
                .start();
        if (!client.waitFor(scenario.settings().number("timeout", 300), TimeUnit.SECONDS)) {
            client.destroyForcibly().waitFor();
        }
        if (lines() == before) {
            Result void_ = new Result().put("scenario", scenario.name()).put("case", load.name());
            void_.put("provider", name).put("round", round).put("error", "the client died or hung, see " + log);
            Files.writeString(results, void_ + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        List<String> lines = Files.readAllLines(results);
        say(summary(Result.parse(lines.get(lines.size() - 1))));
    }

    private long lines() throws IOException {
        return Files.exists(results) ? Files.readAllLines(results).size() : 0;
    }

    private String summary(Result result) {
        StringBuilder text = new StringBuilder();
        text.append(result.text("case")).append(' ').append(result.text("provider"));
        text.append(" #").append(Math.round(Double.parseDouble(result.text("round"))));
        for (String column : scenario.columns()) {
            if (result.has(column)) {
                text.append("  ").append(column).append('=').append(Math.round(result.number(column)));
            }
        }
        return text + (result.has("error") ? "  ERROR " + result.text("error") : "");
    }

    private synchronized void stop() {
        for (Contender each : contenders.values()) {
            try {
                each.close();
            } catch (IOException e) {
                say("could not clean up " + each.data() + ": " + e);
            }
        }
        contenders.clear();
    }

    private static void say(String text) {
        System.out.println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " " + text);
    }
}
