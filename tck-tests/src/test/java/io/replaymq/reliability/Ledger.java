package io.replaymq.reliability;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The file in which rounds that came out well are noted, a line of a table each: what was tried so far is their sum. */
final class Ledger {
    private final @Nullable Path file;
    private final String commit;

    private Ledger(@Nullable Path file, String commit) {
        this.file = file;
        this.commit = commit;
    }

    /** The file that {@code reliability.ledger} names; without it nothing is noted. */
    static Ledger configured() throws IOException, InterruptedException {
        String file = System.getProperty("reliability.ledger", "");
        return file.isEmpty() ? new Ledger(null, "") : new Ledger(Path.of(file), commit());
    }

    private static String commit() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "rev-parse", "--short=12", "HEAD").start();
        String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        if (git.waitFor() != 0) {
            throw new IOException("git does not say which commit this is");
        }
        return answer;
    }

    /** Whether the round of this seed was done with this commit. */
    boolean has(long seed) throws IOException {
        if (file == null) {
            return false;
        }
        List<String> lines = Files.readAllLines(file);
        return lines.stream().anyMatch(line -> line.contains("| " + commit + " | " + seed + " |"));
    }

    void add(long seed, Extent done, Progress progress, long nanos) throws IOException {
        if (file != null) {
            String line = String.format(
                    Locale.ROOT,
                    "| %s | exactly once | %s | %d | %d | %d | %d | %d | %d | %.3f |%n",
                    LocalDate.now(ZoneOffset.UTC),
                    commit,
                    seed,
                    done.serverKills(),
                    done.clientKills(),
                    done.pauses(),
                    progress.fed(),
                    progress.committed(),
                    nanos / 3.6e12);
            Files.writeString(file, line, StandardOpenOption.APPEND);
        }
    }
}
