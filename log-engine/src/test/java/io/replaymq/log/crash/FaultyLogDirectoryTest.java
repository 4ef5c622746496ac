package io.replaymq.log.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The simulation itself: what it must keep, and what it must be able to lose. */
class FaultyLogDirectoryTest {
    private static final int TRIALS = 200;
    private final Random random = new Random(7);

    @Test
    void keepsForcedBytesUnderAForcedName() throws IOException {
        for (int i = 0; i < TRIALS; i++) {
            SimulatedDisk disk = new SimulatedDisk();
            FaultyLogDirectory directory = living(disk);
            LogFile file = directory.open("f", OpenMode.NEW);
            file.write(0, bytes("abc"));
            file.force();
            directory.forceDirectory("");

            disk.losePower(random);

            assertThat(disk.existing("f").bytes()).isEqualTo("abc".getBytes(UTF_8));
        }
    }

    @Test
    void losesOrKeepsANameThatWasNotForced() throws IOException {
        Set<Boolean> fates = new HashSet<>();
        for (int i = 0; i < TRIALS; i++) {
            SimulatedDisk disk = new SimulatedDisk();
            FaultyLogDirectory directory = living(disk);
            LogFile file = directory.open("f", OpenMode.NEW);
            file.write(0, bytes("abc"));
            file.force();

            disk.losePower(random);

            fates.add(disk.find("f") != null);
        }
        assertThat(fates).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void keepsDropsTearsAndReordersWhatWasNotForced() throws IOException {
        Set<String> remains = new HashSet<>();
        for (int i = 0; i < TRIALS * 10; i++) {
            SimulatedDisk disk = new SimulatedDisk();
            FaultyLogDirectory directory = living(disk);
            LogFile file = directory.open("f", OpenMode.NEW);
            file.write(0, bytes("...."));
            file.force();
            directory.forceDirectory("");
            file.write(0, bytes("ab"));
            file.write(2, bytes("cd"));

            disk.losePower(random);

            remains.add(new String(disk.existing("f").bytes(), UTF_8));
        }
        assertThat(remains).contains("....", "abcd", "ab..", "..cd", "a...", "abc.");
    }

    @Test
    void movesADirectoryWithAllThatLiesInIt() throws IOException {
        Set<String> fates = new HashSet<>();
        for (int i = 0; i < TRIALS; i++) {
            SimulatedDisk disk = new SimulatedDisk();
            FaultyLogDirectory directory = living(disk);
            directory.createDirectory("d/sub");
            LogFile file = directory.open("d/sub/f", OpenMode.NEW);
            file.write(0, bytes("abc"));
            file.force();
            directory.forceDirectory("d/sub");
            directory.forceDirectory("d");
            directory.forceDirectory("");

            directory.rename("d", "e");
            assertThat(directory.exists("d")).isFalse();
            assertThat(directory.open("e/sub/f", OpenMode.EXISTING).size()).isEqualTo(3);
            disk.losePower(random);

            fates.addAll(disk.files());
        }
        assertThat(fates).containsExactlyInAnyOrder("d/sub/f", "e/sub/f");
    }

    @Test
    void keepsEverythingWhenOnlyTheProcessDies() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        living(disk).open("f", OpenMode.NEW).write(0, bytes("abc"));

        LogFile seenByTheNext = living(disk).open("f", OpenMode.EXISTING);

        assertThat(seenByTheNext.size()).isEqualTo(3);
    }

    @Test
    void doesNothingMoreAfterTheFatalChange() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        FaultyLogDirectory directory = new FaultyLogDirectory(disk, new DeathClock(2, DeathClock.Forces.KEPT, random));
        LogFile file = directory.open("f", OpenMode.NEW);

        assertThatThrownBy(() -> file.write(0, bytes("abc"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> file.write(0, bytes("xyz"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> directory.list("")).isInstanceOf(IOException.class);

        assertThat("abc").startsWith(new String(disk.existing("f").bytes(), UTF_8));
    }

    private FaultyLogDirectory living(SimulatedDisk disk) {
        return new FaultyLogDirectory(disk, DeathClock.never(random));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
