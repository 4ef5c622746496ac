package io.replaymq.log.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.Durability;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Cuts the last append off at every byte, in the journal and in the segments, and lets different things follow: what is recovered
 * is exactly what had been acknowledged before it, or all of it where all of it is there.
 */
class TornTailTest {
    private static final int SETS = 12;
    private static final int FIRST_ENTRY = 4_096;

    private final Random random = new Random(11);
    private final Workload workload = new Workload(random, Workload.Load.SMALL);
    private final SimulatedDisk after = new SimulatedDisk();

    private enum Follows {
        WHAT_WAS_THERE,
        ZEROS,
        GARBAGE,
        STALE_ENTRY
    }

    @ParameterizedTest
    @EnumSource
    void recoversExactlyTheDurablePrefix(Follows follows) {
        SimulatedDisk before = appendOneMoreSetAndDie();
        int length = changedEnd(before, journal(before)) - changedStart(before, journal(before));
        assertThat(length).isPositive();

        for (int cut = 0; cut <= length; cut++) {
            SimulatedDisk torn = before.copy();
            for (String each : after.files()) {
                tear(torn, each, cut, follows);
            }
            int survivors = recover(torn, cut);
            assertThat(survivors).as("sets after a cut at byte " + cut).isEqualTo(cut < length ? SETS : SETS + 1);
        }
    }

    /** @return the disk before the last set, all that was acknowledged being durable on it */
    private SimulatedDisk appendOneMoreSetAndDie() {
        AtomicReference<SimulatedDisk> before = new AtomicReference<>();
        DeathClock death = DeathClock.never(random);
        LogProcess.runUntilDeath(after, death, random, log -> {
            workload.run(log, SETS);
            workload.repeat(log, workload.sent());
            before.set(after.copy());
            workload.runOne(log, Durability.WRITTEN); // so it is in the files, and nothing comes behind it
            workload.forgetLastAnswer();
        });
        return Objects.requireNonNull(before.get());
    }

    private int recover(SimulatedDisk torn, int cut) {
        AtomicReference<Integer> survivors = new AtomicReference<>(0);
        try {
            LogProcess.run(
                    torn,
                    DeathClock.never(random),
                    random,
                    log -> survivors.set(Audit.read(log).holdsAPrefixOf(workload.sent(), Durability.DURABLE)));
        } catch (RuntimeException e) {
            throw new AssertionError("cut at byte " + cut, e);
        }
        return survivors.get();
    }

    /** The file that was appended to; another one may have been prepared meanwhile, which begins with its header. */
    private String journal(SimulatedDisk before) {
        List<String> changed = after.files().stream()
                .filter(path -> path.endsWith(".journal"))
                .filter(path -> bytes(before, path).length > FIRST_ENTRY && bytes(before, path)[0] != 0)
                .filter(path -> changedStart(before, path) >= FIRST_ENTRY)
                .filter(path -> changedStart(before, path) < changedEnd(before, path))
                .toList();
        assertThat(changed).hasSize(1);
        return changed.get(0);
    }

    private void tear(SimulatedDisk torn, String path, int cut, Follows follows) {
        byte[] old = bytes(torn, path);
        int start = changedStart(torn, path);
        int end = changedEnd(torn, path);
        if (start >= end) {
            return;
        }
        int whole = Math.min(start + cut, end);
        byte[] tail = tail(old, path, end - whole, follows);
        byte[] bytes = Arrays.copyOf(old, Math.max(old.length, whole + tail.length));
        System.arraycopy(bytes(after, path), start, bytes, start, whole - start);
        System.arraycopy(tail, 0, bytes, whole, tail.length);
        SimulatedFile file = torn.find(path);
        if (file != null) {
            file.replace(bytes);
        }
    }

    private byte[] tail(byte[] old, String path, int length, Follows follows) {
        byte[] tail = new byte[follows == Follows.WHAT_WAS_THERE ? 0 : length];
        if (follows == Follows.GARBAGE) {
            random.nextBytes(tail);
        } else if (follows == Follows.STALE_ENTRY) {
            int from = path.endsWith(".journal") ? FIRST_ENTRY : 0;
            System.arraycopy(old, from, tail, 0, Math.min(length, old.length - from));
        }
        return tail;
    }

    private int changedStart(SimulatedDisk before, String path) {
        int mismatch = Arrays.mismatch(bytes(before, path), bytes(after, path));
        return mismatch < 0 ? Integer.MAX_VALUE : mismatch;
    }

    private int changedEnd(SimulatedDisk before, String path) {
        byte[] old = bytes(before, path);
        byte[] changed = bytes(after, path);
        int end = changed.length;
        while (end > 0 && end <= old.length && old[end - 1] == changed[end - 1]) {
            end--;
        }
        return end;
    }

    private static byte[] bytes(SimulatedDisk disk, String path) {
        SimulatedFile file = disk.find(path);
        return file == null ? new byte[0] : file.bytes();
    }
}
