package io.replaymq.log.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.DirectoryLockedException;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskDirectoryTest {
    @TempDir
    Path root;

    @Test
    void opensOnlyWhatIsExpected() throws IOException {
        try (DiskDirectory directory = DiskDirectory.open(root)) {
            assertThatThrownBy(() -> directory.open("a", OpenMode.EXISTING)).isInstanceOf(NoSuchFileException.class);
            directory.open("a", OpenMode.NEW).close();
            assertThatThrownBy(() -> directory.open("a", OpenMode.NEW)).isInstanceOf(FileAlreadyExistsException.class);
            directory.open("a", OpenMode.EXISTING).close();
            directory.open("b", OpenMode.EXISTING_OR_NEW).close();

            assertThat(directory.list("")).containsExactly(DirectoryLock.FILE_NAME, "a", "b");
        }
    }

    @Test
    void createsRenamesAndDeletes() throws IOException {
        try (DiskDirectory directory = DiskDirectory.open(root)) {
            directory.createDirectory("x/y");
            directory.createDirectory("x/y");
            write(directory, "x/y/new", "new");
            write(directory, "x/y/old", "old");

            directory.rename("x/y/new", "x/y/old");
            directory.forceDirectory("x/y");

            assertThat(directory.list("x/y")).containsExactly("old");
            assertThat(Files.readString(root.resolve("x/y/old"))).isEqualTo("new");
            directory.delete("x/y/old");
            directory.delete("x/y/old");
            directory.delete("x/y");
            assertThat(directory.exists("x/y")).isFalse();
            assertThat(directory.list("x/y")).isEmpty();
        }
    }

    @Test
    void mapsWhatIsThereAndGivesItBack() throws IOException {
        try (DiskDirectory directory = DiskDirectory.open(root)) {
            write(directory, "a", "abcdef");
            try (LogFile file = directory.open("a", OpenMode.EXISTING)) {
                assertThatThrownBy(() -> file.map(7))
                        .isInstanceOf(EOFException.class)
                        .hasMessageContaining("6 bytes, expected 7 or more");
                assertThat(file.size()).isEqualTo(6);

                FileMap map = file.map(5);
                file.close();
                directory.delete("a");
                byte[] copy = new byte[5];
                map.bytes().get(0, copy);
                assertThat(copy).asString().isEqualTo("abcde");
                assertThat(isMapped("a")).isTrue();

                map.close();
                assertThat(isMapped("a")).isFalse();
            }
        }
    }

    private boolean isMapped(String name) throws IOException {
        return Files.readString(Path.of("/proc/self/maps"))
                .contains(root.toRealPath().resolve(name).toString());
    }

    @Test
    void staysInside() throws IOException {
        try (DiskDirectory directory = DiskDirectory.open(root)) {
            assertThatThrownBy(() -> directory.open("../outside", OpenMode.EXISTING_OR_NEW))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("leads out of");
        }
    }

    @Test
    void refusesASecondOpeningInThisProcess() throws IOException {
        try (DiskDirectory first = DiskDirectory.open(root)) {
            assertThatThrownBy(() -> DiskDirectory.open(root.resolve(".")))
                    .isInstanceOf(DirectoryLockedException.class)
                    .hasMessageContaining("open in this process already");
            first.close();
            DiskDirectory.open(root).close();
        }
    }

    @Test
    void refusesASecondProcessEvenAfterAFailedOpening() throws Exception {
        try (DiskDirectory first = DiskDirectory.open(root)) {
            assertThatThrownBy(() -> DiskDirectory.open(root)).isInstanceOf(DirectoryLockedException.class);

            assertThat(openInAnotherProcess()).contains("is open in another process");
        }
        assertThat(openInAnotherProcess()).isEqualTo("opened");
    }

    private String openInAnotherProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpensADirectory.class.getName(),
                        root.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }

    /** Run as a process of its own. */
    static final class OpensADirectory {
        private OpensADirectory() {}

        public static void main(String[] args) throws IOException {
            try (DiskDirectory directory = DiskDirectory.open(Path.of(args[0]))) {
                System.out.println("opened");
            } catch (DirectoryLockedException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @SeededTest(runs = 30)
    void readsBackWhatWasGatheredAndWritten(Seed seed) throws IOException {
        try (DiskDirectory directory = DiskDirectory.open(root.resolve(seed.toString()));
                LogFile file = directory.open("file", OpenMode.NEW)) {
            int position = seed.nextInt(1_000);
            List<ByteBuffer> buffers = new ArrayList<>();
            List<byte[]> expected = new ArrayList<>();
            for (int i = seed.nextInt(8); i >= 0; i--) {
                byte[] bytes = seed.bytes(seed.oneIn(4) ? seed.nextInt(700_000) : seed.nextInt(3_000));
                expected.add(bytes);
                buffers.add(
                        seed.nextBoolean()
                                ? direct(bytes)
                                : ByteBuffer.wrap(bytes).asReadOnlyBuffer());
            }

            file.write(position, buffers);

            assertThat(buffers).allMatch(each -> !each.hasRemaining());
            int at = position;
            for (byte[] each : expected) {
                ByteBuffer read = ByteBuffer.allocate(each.length);
                assertThat(file.read(at, read)).isEqualTo(each.length);
                assertThat(Arrays.equals(read.array(), each)).isTrue();
                at += each.length;
            }
            assertThat(file.size()).isEqualTo(at == position ? 0 : at);
        }
    }

    @Test
    void readsAsFarAsTheFileGoes() throws IOException {
        try (DiskDirectory directory = DiskDirectory.open(root)) {
            byte[] bytes = new Seed(1).bytes(3 << 20);
            try (LogFile file = directory.open("file", OpenMode.NEW)) {
                file.write(0, ByteBuffer.wrap(bytes));
                ByteBuffer into = ByteBuffer.allocate(4 << 20).position(10);

                assertThat(file.read(5, into)).isEqualTo(bytes.length - 5);
                assertThat(into.limit()).isEqualTo(into.capacity());
                assertThat(into.get(10)).isEqualTo(bytes[5]);
                assertThat(file.read(bytes.length, into)).isZero();
                assertThat(file.read(bytes.length + 100L, into)).isZero();
            }
        }
    }

    @Test
    void cutsOff() throws IOException {
        try (DiskDirectory directory = DiskDirectory.open(root);
                LogFile file = directory.open("file", OpenMode.NEW)) {
            file.write(0, ByteBuffer.allocate(100));
            file.truncate(200);
            assertThat(file.size()).isEqualTo(100);
            file.truncate(40);
            file.force();
            assertThat(file.size()).isEqualTo(40);
        }
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static void write(LogDirectory directory, String path, String text) throws IOException {
        try (LogFile file = directory.open(path, OpenMode.NEW)) {
            file.write(0, ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
    }
}
