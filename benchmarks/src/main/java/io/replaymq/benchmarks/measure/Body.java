package io.replaymq.benchmarks.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * Message bodies that differ and cannot be compressed, cut out of a random pool; the first eight bytes carry a stamp. Belongs
 * to one thread.
 */
public final class Body {
    /** The least a body must have: room for the stamp. */
    public static final int MIN_BYTES = Long.BYTES;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int POOL_BYTES = 1 << 20;
    private static final int SHIFT = 61;
    private static final int SHIFT_LIMIT = 1024;

    private final byte[] pool = new byte[POOL_BYTES];
    private final int size;
    private int at;

    /** Bodies of a size; equal seeds give equal bodies. */
    public Body(int size, int seed) {
        if (size < MIN_BYTES || size > POOL_BYTES - SHIFT_LIMIT) {
            throw new IllegalArgumentException("size=" + size + ", expected " + MIN_BYTES + " to 1 MiB");
        }
        this.size = size;
        new Random(seed).nextBytes(pool);
    }

    /** A new body. */
    public byte[] next(long stamp) {
        if (at + size > POOL_BYTES) {
            at = (at + SHIFT) % SHIFT_LIMIT; // not the same cuts as last time round
        }
        byte[] body = new byte[size];
        System.arraycopy(pool, at, body, 0, size);
        at += size;
        LONG.set(body, 0, stamp);
        return body;
    }

    /** The stamp of a body. */
    public static long stampOf(byte[] body) {
        return (long) LONG.get(body, 0);
    }
}
