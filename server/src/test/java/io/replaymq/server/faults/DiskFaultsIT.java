package io.replaymq.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.broker.api.Destination;
import io.replaymq.server.admin.AdminLink;
import jakarta.jms.JMSException;
import jakarta.jms.ResourceAllocationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose disk fills, and one whose disk fails. */
@Timeout(180)
class DiskFaultsIT {
    private static final int MIB = 1 << 20;
    private static final int RESERVE_MIB = 8;
    private static final List<String> SMALL_FILES = List.of(
            "log.journal-file=1MiB", "log.max-append-set=768KiB", "log.max-batch=512KiB", "destination.segment=1MiB");

    @TempDir
    private Path scratch;

    private enum FileSystem {
        TMPFS,
        EXT4;

        MountedDisk mount(Path scratch, int mib) throws IOException, InterruptedException {
            FaultTool.valueOf(name()).require(scratch);
            Path at = scratch.resolve("disk");
            return this == TMPFS ? MountedDisk.tmpfs(at, mib) : MountedDisk.ext4(at, mib);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsMessagesOutBeforeTheDiskIsFullAndTakesThemAgain(FileSystem kind) throws Exception {
        try (MountedDisk disk = kind.mount(scratch, 64)) {
            disk.fill(24);
            try (FaultyServer server = serverOn(disk.data(), "log.disk-reserve=" + RESERVE_MIB + "MiB");
                    QueueClient client = new QueueClient(server.url(), 100_000)) {
                JMSException refusal = sendUntilRefused(client);
                int sent = client.confirmed().size();

                assertThat(refusal).isInstanceOf(ResourceAllocationException.class);
                assertThat(refusal.getErrorCode()).isEqualTo("DISK_FULL");
                assertThat(disk.freeBytes()).isGreaterThan((long) RESERVE_MIB * MIB);
                assertThat(client.receive(sent)).isEqualTo(upTo(sent));
                assertThatThrownBy(client::send).isInstanceOf(ResourceAllocationException.class);
                try (AdminLink admin = AdminLink.open(server.url())) {
                    assertThat(admin.declare(Destination.queue("made on a full disk")))
                            .isNotNull();
                }

                disk.makeRoom();

                await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(() -> {
                    client.send();
                    return true;
                });
                assertThat(client.receive(1)).containsExactly(sent);
                assertThat(server.stop()).isZero();
                assertThat(server.log()).contains("Disk full: ").contains("free again: users' data is appended");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWithCode4OnTheLastBlockAndLosesNothing(FileSystem kind) throws Exception {
        try (MountedDisk disk = kind.mount(scratch, 48)) {
            disk.fill(16);
            try (FaultyServer server = serverOn(disk.data(), "log.disk-reserve=0", "log.disk-reserve-percent=0");
                    QueueClient client = new QueueClient(server.url(), 50_000)) {
                survives(server, client, disk::makeRoom);
                assertThat(server.log()).contains("No space left on device");
            }
        }
    }

    /** The failing call is the journal's force, a write, and the renaming of a checkpoint. */
    @ParameterizedTest
    @ValueSource(
            strings = {"fdatasync,fsync:error=EIO:when=20", "pwrite64:error=EIO:when=60", "rename:error=EIO:when=1"})
    void endsWithCode4WhenACallFailsAndLosesNothing(String injection) throws Exception {
        FaultTool.STRACE.require(scratch);
        try (FaultyServer server = serverOn(scratch.resolve("data"));
                QueueClient client = new QueueClient(server.url(), 50_000)) {
            Path trace = scratch.resolve("strace.txt");
            Process strace = new ProcessBuilder(
                            "strace",
                            "-f",
                            "-qq",
                            "-o",
                            trace.toString(),
                            "-p",
                            Long.toString(server.pid()),
                            "-e",
                            "trace=" + injection.substring(0, injection.indexOf(':')),
                            "-e",
                            "inject=" + injection)
                    .redirectErrorStream(true)
                    .redirectOutput(scratch.resolve("strace.out").toFile())
                    .start();
            try {
                survives(server, client, () -> {});
            } finally {
                strace.destroyForcibly().waitFor();
            }
            assertThat(Files.readString(trace)).contains("(INJECTED)");
            assertThat(server.log()).contains("Input/output error");
        }
    }

    /** Messages are sent until the server ends because of its disk, and go on after a restart as if nothing had been. */
    private static void survives(FaultyServer server, QueueClient client, Repair repair) throws Exception {
        SteadySender sender = new SteadySender(client);
        sender.start();
        int code = server.awaitExitCode();
        assertThat(code).as("exit code; " + server.log()).isEqualTo(4);

        repair.run();
        server.start();

        int before = sender.sent();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> sender.sent() > before + 3 || sender.failure().isPresent());
        sender.stop();
        assertThat(sender.failure()).isEmpty();
        int sent = client.confirmed().size();
        assertThat(client.receive(sent)).isEqualTo(upTo(sent));
        assertThat(server.stop()).isZero();
    }

    @FunctionalInterface
    private interface Repair {
        void run() throws IOException;
    }

    private FaultyServer serverOn(Path data, String... more) throws IOException {
        return new FaultyServer(
                scratch,
                data,
                Map.of(),
                Stream.concat(SMALL_FILES.stream(), Arrays.stream(more)).toList());
    }

    private static JMSException sendUntilRefused(QueueClient client) {
        while (client.confirmed().size() < 10_000) {
            try {
                client.send();
            } catch (JMSException e) {
                return e;
            }
        }
        throw new AssertionError("the disk never got full");
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
