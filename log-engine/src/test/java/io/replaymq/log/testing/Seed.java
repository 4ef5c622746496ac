package io.replaymq.log.testing;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Where a property test takes its choices from: the same number makes the same choices, on every machine. */
public final class Seed implements RandomGenerator {
    private final long number;
    private final SplittableRandom random;

    /** The choices that belong to a number. */
    public Seed(long number) {
        this.number = number;
        this.random = new SplittableRandom(number);
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    /** True once in so many times. */
    public boolean oneIn(int times) {
        return nextInt(times) == 0;
    }

    /** One of several values. */
    public <T> T oneOf(List<T> values) {
        return values.get(nextInt(values.size()));
    }

    /** So many bytes. */
    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        nextBytes(bytes);
        return bytes;
    }

    /** Further choices that do not depend on how many are made here. */
    public Seed fork() {
        return new Seed(nextLong());
    }

    @Override
    public String toString() {
        return "seed " + number;
    }
}
