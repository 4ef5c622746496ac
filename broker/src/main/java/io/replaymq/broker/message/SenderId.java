package io.replaymq.broker.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Who sent a message, for subscriptions that leave out what their own connection published: one number for all connections with a
 * client identifier, a random number for a connection without one. Jakarta Messaging 3.1, section 8.3.
 */
public final class SenderId {
    private SenderId() {}

    /** The number of all connections with a client identifier: the first eight bytes of the SHA-256 of its UTF-8. */
    public static long ofClient(String clientId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(clientId.getBytes(UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
