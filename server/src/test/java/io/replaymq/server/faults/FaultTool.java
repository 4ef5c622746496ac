package io.replaymq.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a machine may have to put faults under a process. A test that needs one that does not work here is skipped and says why; it
 * fails instead where the environment variable {@code RELIABILITY_REQUIRE} names the tool ({@code tmpfs,ext4,strace,faketime}).
 */
enum FaultTool {
    TMPFS {
        @Override
        void probe(Path scratch) throws IOException, InterruptedException {
            MountedDisk.tmpfs(scratch.resolve("probe"), 1).close();
        }
    },
    EXT4 {
        @Override
        void probe(Path scratch) throws IOException, InterruptedException {
            MountedDisk.ext4(scratch.resolve("probe"), 8).close();
        }
    },
    STRACE {
        @Override
        void probe(Path scratch) throws IOException, InterruptedException {
            run("strace", "-f", "-o", "/dev/null", "-e", "inject=fsync:error=EIO", "true");
        }
    },
    FAKETIME {
        @Override
        void probe(Path scratch) throws IOException {
            faketimeLibrary();
        }
    };

    private static final List<String> REQUIRED =
            List.of(System.getenv().getOrDefault("RELIABILITY_REQUIRE", "").split(","));
    private static final int PATIENCE_SECONDS = 30;

    /** Tries it once. @throws IOException if it does not work here, with the reason */
    abstract void probe(Path scratch) throws IOException, InterruptedException;

    /** Skips the test that calls this where the tool does not work, or fails it where it has to. */
    void require(Path scratch) throws InterruptedException {
        String reason = "";
        try {
            probe(scratch);
        } catch (IOException e) {
            reason = name().toLowerCase(Locale.ROOT) + " does not work here: " + e.getMessage();
        }
        if (!reason.isEmpty()) {
            System.out.println("skipped: " + reason);
            assertThat(REQUIRED).as(reason).doesNotContain(name().toLowerCase(Locale.ROOT));
        }
        assumeTrue(reason.isEmpty(), reason);
    }

    /** The library that fakes the time of threads. */
    static Path faketimeLibrary() throws IOException {
        for (String each :
                List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")) {
            Path library = Path.of(each, "faketime", "libfaketimeMT.so.1");
            if (Files.exists(library)) {
                return library;
            }
        }
        throw new IOException("libfaketimeMT.so.1 is not installed");
    }

    /** Runs a command to its end. @throws IOException if there is none of that name, or it fails; with what it said */
    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(Arrays.toString(command) + " runs on after " + PATIENCE_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(Arrays.toString(command) + ": " + output.strip());
        }
    }
}
