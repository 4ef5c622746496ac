package io.replaymq.log.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The inputs that a fuzzer found worth keeping for one target, in the test resources below {@code fuzz}. Replays them in each build,
 * and variants of them made by chance. Fuzzing for new ones: {@code config/fuzz.sh}, see {@code docs/reliability.md}.
 */
public final class FuzzCorpus {
    private static final int VARIANTS = 3_000;
    private static final int MOST_CHANGES = 6;

    private final String name;
    private final List<Path> files;

    private FuzzCorpus(String name, List<Path> files) {
        this.name = name;
        this.files = files;
    }

    /** What is fuzzed: takes whatever bytes it is given, and throws only if there is something to be mended. */
    @FunctionalInterface
    public interface Target {
        /** Takes one input. */
        void take(byte[] input);
    }

    /** The corpus of the target that a test class holds. @throws AssertionError if there is none */
    public static FuzzCorpus of(Class<?> target) {
        String name = target.getSimpleName();
        URL directory = target.getResource("/fuzz/" + name);
        if (directory == null) {
            throw new AssertionError("no corpus fuzz/" + name + " in the test resources");
        }
        try (Stream<Path> files = Files.list(Path.of(directory.toURI()))) {
            return new FuzzCorpus(name, files.sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Gives the target all inputs, and variants of them. */
    public void replay(Target target) {
        List<byte[]> inputs = new ArrayList<>(List.of(new byte[0]));
        for (Path each : files) {
            try {
                inputs.add(Files.readAllBytes(each));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            take(target, inputs.get(inputs.size() - 1), String.valueOf(each.getFileName()));
        }
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < VARIANTS; i++) {
            take(target, variant(inputs.get(random.nextInt(inputs.size())), random), "a variant, -Dseed=" + seed);
        }
    }

    private void take(Target target, byte[] input, String which) {
        try {
            target.take(input.clone());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    name + ", " + which + ": " + e + "; the input is "
                            + HexFormat.of().formatHex(input),
                    e);
        }
    }

    private static byte[] variant(byte[] of, Random random) {
        byte[] variant =
                Arrays.copyOf(of, Math.max(0, of.length + (random.nextInt(4) == 0 ? random.nextInt(-8, 9) : 0)));
        for (int i = random.nextInt(MOST_CHANGES); i > 0 && variant.length > 0; i--) {
            int at = random.nextInt(variant.length);
            variant[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) random.nextInt();
                case 1 -> (byte) (variant[at] ^ 1 << random.nextInt(Byte.SIZE));
                case 2 -> (byte) -1;
                default -> variant[random.nextInt(variant.length)];
            };
        }
        return variant;
    }
}
