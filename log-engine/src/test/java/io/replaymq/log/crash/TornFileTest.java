package io.replaymq.log.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.crash.Damage.Verdict;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Cuts files that are written as a whole, or can be built anew, off at every byte, and lets different things follow: nothing is lost,
 * and nobody reads what is half there. Journal and segments, which are appended to, have {@link TornTailTest}.
 */
class TornFileTest {
    private static final EnumSet<FileKind> APPENDED_TO = EnumSet.of(FileKind.SEGMENT, FileKind.JOURNAL);

    private final Random random = new Random(3);

    private enum Follows {
        NOTHING,
        ZEROS,
        GARBAGE
    }

    @ParameterizedTest
    @EnumSource
    void losesNothing(Follows follows) {
        Damage damage = Damage.afterStop(5);
        for (FileKind kind : EnumSet.complementOf(APPENDED_TO)) {
            List<String> paths = kind.on(damage.disk());
            assertThat(paths).as("files of kind " + kind).isNotEmpty();
            Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
            String path = largest(paths, damage.disk());
            byte[] whole = bytes(damage.disk(), path);
            assertThat(whole).as(path).isNotEmpty();
            for (int cut = 0; cut < whole.length; cut++) {
                byte[] torn = torn(whole, cut, follows);
                try {
                    verdicts.merge(
                            damage.of(disk ->
                                    Objects.requireNonNull(disk.find(path)).replace(torn)),
                            1,
                            Integer::sum);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError(path + " cut at byte " + cut, e);
                }
            }
            System.out.println("torn, then " + follows + ", " + kind + ": " + verdicts);
            assertThat(verdicts.keySet()).as(path).containsExactly(Verdict.HARMLESS);
        }
    }

    private static String largest(List<String> paths, SimulatedDisk disk) {
        return Collections.max(paths, Comparator.comparingInt(path -> bytes(disk, path).length));
    }

    private static byte[] bytes(SimulatedDisk disk, String path) {
        return Objects.requireNonNull(disk.find(path)).bytes();
    }

    private byte[] torn(byte[] whole, int cut, Follows follows) {
        byte[] torn = Arrays.copyOf(whole, follows == Follows.NOTHING ? cut : whole.length);
        if (follows == Follows.ZEROS) {
            Arrays.fill(torn, cut, torn.length, (byte) 0);
        } else if (follows == Follows.GARBAGE) {
            for (int i = cut; i < torn.length; i++) {
                torn[i] = (byte) random.nextInt();
            }
        }
        return torn;
    }
}
