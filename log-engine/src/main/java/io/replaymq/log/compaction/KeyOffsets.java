package io.replaymq.log.compaction;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The latest offset of each key, in bounded memory: keys are known by 128 bits of their SHA-256, so that nobody can make one key
 * pass for another. Open addressing over primitives, 24 bytes a slot.
 */
final class KeyOffsets {
    private static final int LONGS_PER_SLOT = 3;
    private static final int BYTES_PER_SLOT = LONGS_PER_SLOT * Long.BYTES;
    private static final int FIRST_SLOTS = 1 << 10;
    private static final long NONE = -1;

    private final MessageDigest digest = sha256();
    private final int maxKeys;
    private long[] table = emptied(FIRST_SLOTS);
    private int keys;

    /** @param maxBytes memory that it may take; while it grows, half as much again */
    KeyOffsets(int maxBytes) {
        int slots = Math.max(Integer.highestOneBit(maxBytes / BYTES_PER_SLOT), FIRST_SLOTS);
        this.maxKeys = slots / 4 * 3;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether so many further keys fit. */
    boolean hasRoomFor(int more) {
        return (long) keys + more <= maxKeys;
    }

    boolean isEmpty() {
        return keys == 0;
    }

    /** Takes note of a key's record; offsets come in order. */
    void put(ByteBuffer key, long offset) {
        ByteBuffer hash = hash(key);
        int slot = slotOf(table, hash.getLong(0), hash.getLong(Long.BYTES));
        if (table[slot + 2] == NONE) {
            keys++;
        }
        table[slot] = hash.getLong(0);
        table[slot + 1] = hash.getLong(Long.BYTES);
        table[slot + 2] = offset;
        if (keys > table.length / LONGS_PER_SLOT / 4 * 3) {
            enlarge();
        }
    }

    /** The offset of a key's latest record; -1 if there is none of it. */
    long latest(ByteBuffer key) {
        ByteBuffer hash = hash(key);
        return table[slotOf(table, hash.getLong(0), hash.getLong(Long.BYTES)) + 2];
    }

    private ByteBuffer hash(ByteBuffer key) {
        digest.update(key);
        return ByteBuffer.wrap(digest.digest());
    }

    private static int slotOf(long[] table, long high, long low) {
        int slots = table.length / LONGS_PER_SLOT;
        int slot = (int) high & (slots - 1);
        while (true) {
            int at = slot * LONGS_PER_SLOT;
            if (table[at + 2] == NONE || (table[at] == high && table[at + 1] == low)) {
                return at;
            }
            slot = (slot + 1) & (slots - 1);
        }
    }

    private void enlarge() {
        long[] old = table;
        table = emptied(old.length / LONGS_PER_SLOT * 2);
        for (int at = 0; at < old.length; at += LONGS_PER_SLOT) {
            if (old[at + 2] != NONE) {
                System.arraycopy(old, at, table, slotOf(table, old[at], old[at + 1]), LONGS_PER_SLOT);
            }
        }
    }

    private static long[] emptied(int slots) {
        long[] table = new long[slots * LONGS_PER_SLOT];
        for (int at = 2; at < table.length; at += LONGS_PER_SLOT) {
            table[at] = NONE;
        }
        return table;
    }
}
