package io.replaymq.broker.destination;

import io.replaymq.broker.api.Destination;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Names of temporary destinations: {@code replaymq-temporary.OWNER.RANDOM}. The owner is the first half of the SHA-256 of the token of the
 * link that made it: so a link that comes back, also to a broker that was started again, is known by its token, which nobody learns
 * from the name.
 */
public final class TemporaryNames {
    private static final String PREFIX = "replaymq-temporary.";
    private static final int OWNER_BYTES = 16;
    private static final int OWNER_END = PREFIX.length() + 2 * OWNER_BYTES;

    private TemporaryNames() {}

    /** Whether a destination is temporary, by its name: nobody else may have such names. */
    public static boolean isTemporary(Destination destination) {
        return destination.name().startsWith(PREFIX);
    }

    /** A name that nobody has had. */
    public static Destination create(Destination.Kind kind, String owner) {
        return new Destination(kind, PREFIX + owner + "." + UUID.randomUUID());
    }

    /** Who owns what a link with that token makes. */
    public static String ownerOf(UUID token) {
        try {
            byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(token.getMostSignificantBits())
                    .putLong(token.getLeastSignificantBits())
                    .array();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, OWNER_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Who owns a destination; empty if it is not temporary, or nobody's. */
    public static Optional<String> ownerOf(Destination destination) {
        String name = destination.name();
        return isTemporary(destination) && name.length() > OWNER_END
                ? Optional.of(name.substring(PREFIX.length(), OWNER_END))
                : Optional.empty();
    }
}
