package io.replaymq.transactions.api;

import java.nio.ByteBuffer;

/** The hash that Kafka's clients choose partitions by: MurmurHash2, 32 bits, with their seed. */
final class Murmur2 {
    private static final int SEED = 0x9747b28c;
    private static final int MULTIPLIER = 0x5bd1e995;
    private static final int ROTATION = 24;

    private Murmur2() {}

    static int hash(ByteBuffer key) {
        int at = key.position();
        int length = key.remaining();
        int hash = SEED ^ length;
        for (int end = at + (length & ~3); at < end; at += Integer.BYTES) {
            int word = (key.get(at) & 0xff)
                    | ((key.get(at + 1) & 0xff) << 8)
                    | ((key.get(at + 2) & 0xff) << 16)
                    | ((key.get(at + 3) & 0xff) << 24);
            word *= MULTIPLIER;
            word ^= word >>> ROTATION;
            hash = (hash * MULTIPLIER) ^ (word * MULTIPLIER);
        }
        int tail = 0;
        for (int i = length & 3; i > 0; i--) {
            tail = (tail << 8) | (key.get(at + i - 1) & 0xff);
        }
        if ((length & 3) > 0) {
            hash = (hash ^ tail) * MULTIPLIER;
        }
        hash = (hash ^ (hash >>> 13)) * MULTIPLIER;
        return hash ^ (hash >>> 15);
    }
}
