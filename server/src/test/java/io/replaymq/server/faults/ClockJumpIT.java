package io.replaymq.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose wall clock is set while it runs, and while it does not: nothing is lost, doubled or reordered, and nobody hears of it. */
@Timeout(180)
class ClockJumpIT {
    private static final long SEED = Long.getLong("clock.seed", System.nanoTime());
    private static final int JUMPS = 6;
    private static final long LONGEST_JUMP_S = Duration.ofDays(10).toSeconds();
    private static final int MESSAGES = 2;

    private final Random random = new Random(SEED);

    @TempDir
    private Path scratch;

    @Test
    void clientsDoNotNoticeThatTheClockJumps() throws Exception {
        FaultTool.FAKETIME.require(scratch);
        System.out.println("clock jumps: seed " + SEED);
        setClock("+0");
        try (FaultyServer server = new FaultyServer(
                        scratch,
                        scratch.resolve("data"),
                        fakedTime(),
                        List.of("retention.interval=1s", "destination.retention-time=7d"));
                QueueClient client = new QueueClient(server.url(), 10_000)) {
            for (int i = 0; i < JUMPS; i++) {
                setClock(i % 3 == 0 ? "-3600" : "%+d".formatted(random.nextLong(-LONGEST_JUMP_S, LONGEST_JUMP_S)));
                exchange(client);
            }
            assertThat(server.stop()).isZero();

            setClock("-10y");
            server.start();
            exchange(client);
            server.stop();

            setClock("+10d");
            server.start();
            exchange(client);
            assertThat(server.stop()).isZero();
            assertThat(server.log()).doesNotContain(" ERROR ");
        }
    }

    private static void exchange(QueueClient client) throws Exception {
        int first = client.confirmed().size();
        for (int i = 0; i < MESSAGES; i++) {
            client.send();
        }
        assertThat(client.receive(MESSAGES))
                .as("seed " + SEED)
                .isEqualTo(IntStream.range(first, first + MESSAGES).boxed().toList());
    }

    private void setClock(String offset) throws IOException {
        Path next = scratch.resolve("clock.next");
        Files.writeString(next, offset + "\n");
        Files.move(next, clockFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Map<String, String> fakedTime() throws IOException {
        return Map.of(
                "LD_PRELOAD",
                FaultTool.faketimeLibrary().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                clockFile().toString(),
                "FAKETIME_NO_CACHE",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }

    private Path clockFile() {
        return scratch.resolve("clock");
    }
}
