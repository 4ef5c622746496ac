package io.replaymq.log.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.crash.Damage.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Flips bits in every kind of file of a log: the log says so, or nothing is wrong; never a wrong record, never a silent loss. */
class BitFlipTest {
    private static final int MAX_BYTES = 8 << 10;

    /** Of each byte one bit, another one from byte to byte; {@code -Dflip.every=1} flips all eight. */
    private static final int EVERY = Integer.getInteger("flip.every", 8);

    static Stream<Arguments> filesOfEveryKind() {
        Damage killed = Damage.afterKill(5);
        Damage stopped = Damage.afterStop(5);
        return Stream.concat(
                Stream.of(FileKind.SEGMENT, FileKind.JOURNAL).map(each -> Arguments.of(each, "killed", killed)),
                Stream.of(FileKind.values())
                        .filter(each -> each != FileKind.JOURNAL) // what it holds is in the segments by then
                        .map(each -> Arguments.of(each, "stopped", stopped)));
    }

    @ParameterizedTest(name = "{0} of a log that was {1}")
    @MethodSource("filesOfEveryKind")
    void isDetectedOrHarmless(FileKind kind, String ended, Damage damage) {
        List<String> paths = kind.on(damage.disk());
        assertThat(paths).as("files of kind " + kind).isNotEmpty();
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        int left = MAX_BYTES * Byte.SIZE;
        for (String path : paths) {
            int bits = Math.min(left, size(damage, path) * Byte.SIZE);
            left -= bits;
            for (int bit = 0; bit < bits; bit += EVERY == Byte.SIZE ? Byte.SIZE + 1 : EVERY) {
                verdicts.merge(flip(damage, path, bit), 1, Integer::sum);
            }
        }
        System.out.println("bit flips, " + kind + " of a log that was " + ended + ": " + verdicts);
        assertThat(verdicts).isNotEmpty();
    }

    private static int size(Damage damage, String path) {
        return Objects.requireNonNull(damage.disk().find(path)).bytes().length;
    }

    private static Verdict flip(Damage damage, String path, int bit) {
        try {
            return damage.of(disk -> Objects.requireNonNull(disk.find(path)).flip(bit / Byte.SIZE, bit % Byte.SIZE));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("bit " + bit % Byte.SIZE + " of byte " + bit / Byte.SIZE + " of " + path, e);
        }
    }
}
