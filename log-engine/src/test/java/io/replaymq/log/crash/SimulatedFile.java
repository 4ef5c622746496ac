package io.replaymq.log.crash;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The bytes of one file: what a process sees, what the device surely has, and the changes in between. Used under the lock of
 * its {@link SimulatedDisk}.
 */
final class SimulatedFile {
    private static final int SECTOR = 512;

    private byte[] seen = new byte[0];
    private byte[] forced = new byte[0];
    private final List<Change> unforced = new ArrayList<>();

    /** A change that the device may or may not have: bytes at a position, or a new length where there are no bytes. */
    private record Change(long position, byte[] bytes, Kind kind) {
        enum Kind {
            WRITE,
            TRUNCATE
        }
    }

    static SimulatedFile of(byte[] bytes) {
        SimulatedFile file = new SimulatedFile();
        file.seen = bytes;
        file.forced = bytes.clone();
        return file;
    }

    long size() {
        return seen.length;
    }

    int read(ByteBuffer into, long position) {
        if (position >= seen.length) {
            return 0;
        }
        int count = (int) Math.min(into.remaining(), seen.length - position);
        into.put(seen, (int) position, count);
        return count;
    }

    void write(byte[] bytes, long position) {
        Change change = new Change(position, bytes, Change.Kind.WRITE);
        seen = applied(seen, change, bytes.length);
        unforced.add(change);
    }

    void truncate(long size) {
        Change change = new Change(size, new byte[0], Change.Kind.TRUNCATE);
        seen = applied(seen, change, 0);
        unforced.add(change);
    }

    void force() {
        for (Change each : unforced) {
            forced = applied(forced, each, each.bytes().length);
        }
        unforced.clear();
    }

    /** The power is gone: each change since the last force is kept, dropped or torn, whatever became of those before it. */
    void losePower(RandomGenerator random) {
        byte[] survived = forced;
        int keepPercent = random.nextInt(4) * 33;
        for (Change each : unforced) {
            int kept = each.bytes().length;
            int fate = random.nextInt(100);
            if (fate >= keepPercent) {
                if (random.nextInt(4) > 0) {
                    continue;
                }
                kept = tornLength(kept, random);
            }
            survived = applied(survived, each, kept);
        }
        forced = survived;
        seen = survived.clone();
        unforced.clear();
    }

    private static int tornLength(int length, RandomGenerator random) {
        if (length == 0) {
            return 0;
        }
        int torn = random.nextInt(length);
        return random.nextBoolean() ? torn : torn / SECTOR * SECTOR;
    }

    /** Changes a bit that a process and the device have. */
    void flip(int position, int bit) {
        seen[position] ^= (byte) (1 << bit);
        forced = seen.clone();
        unforced.clear();
    }

    /** Puts other bytes in the place of all that a process and the device have. */
    void replace(byte[] bytes) {
        seen = bytes;
        forced = bytes.clone();
        unforced.clear();
    }

    byte[] bytes() {
        return seen.clone();
    }

    private static byte[] applied(byte[] to, Change change, int length) {
        if (change.kind() == Change.Kind.TRUNCATE) {
            return Arrays.copyOf(to, (int) change.position());
        }
        int end = (int) change.position() + length;
        byte[] result = end > to.length ? Arrays.copyOf(to, end) : to;
        System.arraycopy(change.bytes(), 0, result, (int) change.position(), length);
        return result;
    }
}
