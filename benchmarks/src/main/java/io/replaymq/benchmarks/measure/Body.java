package io.replaymq.benchmarks.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Message bodies that differ, cut out of a pool; the first eight bytes carry a stamp. The pool is random bytes, which cannot be
 * compressed, or lines of JSON. Belongs to one thread.
 */
public final class Body {
    /** The least a body must have: room for the stamp. */
    public static final int MIN_BYTES = Long.BYTES;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int POOL_BYTES = 1 << 20;
    private static final int SHIFT = 61;
    private static final int SHIFT_LIMIT = 1024;
    private static final List<String> STATUS = List.of("PLACED", "PAID", "SHIPPED", "DELIVERED", "RETURNED");

    private final byte[] pool = new byte[POOL_BYTES];
    private final int size;
    private int at;

    /** What bodies are made of. */
    public enum Kind {
        /** Bytes without any order. */
        RANDOM,
        /** Orders, as an application might send them. */
        JSON
    }

    /** Random bodies of a size; equal seeds give equal bodies. */
    public Body(int size, int seed) {
        this(size, seed, Kind.RANDOM);
    }

    /** Bodies of a size and kind; equal seeds give equal bodies. */
    public Body(int size, int seed, Kind kind) {
        if (size < MIN_BYTES || size > POOL_BYTES - SHIFT_LIMIT) {
            throw new IllegalArgumentException("size=" + size + ", expected " + MIN_BYTES + " to 1 MiB");
        }
        this.size = size;
        Random random = new Random(seed);
        if (kind == Kind.RANDOM) {
            random.nextBytes(pool);
        } else {
            fillWithOrders(random);
        }
    }

    private void fillWithOrders(Random random) {
        ByteBuffer to = ByteBuffer.wrap(pool);
        while (to.hasRemaining()) {
            String order = String.format(
                    Locale.ROOT,
                    "{\"orderId\":\"%016x\",\"customer\":%d,\"status\":\"%s\",\"currency\":\"EUR\","
                            + "\"total\":%.2f,\"items\":[{\"sku\":\"SKU-%05d\",\"quantity\":%d}],\"express\":%b}\n",
                    random.nextLong(),
                    random.nextInt(1_000_000),
                    STATUS.get(random.nextInt(STATUS.size())),
                    random.nextDouble() * 1_000,
                    random.nextInt(20_000),
                    1 + random.nextInt(9),
                    random.nextBoolean());
            byte[] bytes = order.getBytes(StandardCharsets.US_ASCII);
            to.put(bytes, 0, Math.min(bytes.length, to.remaining()));
        }
    }

    /** A new body. */
    public byte[] next(long stamp) {
        if (at + size > POOL_BYTES) {
            at = (at + SHIFT) % SHIFT_LIMIT; // not the same cuts as last time round
        }
        byte[] body = new byte[size];
        System.arraycopy(pool, at, body, 0, size);
        at += size;
        stamp(body, stamp);
        return body;
    }

    /** Gives a body another stamp. */
    public static void stamp(byte[] body, long stamp) {
        LONG.set(body, 0, stamp);
    }

    /** The stamp of a body. */
    public static long stampOf(byte[] body) {
        return (long) LONG.get(body, 0);
    }
}
