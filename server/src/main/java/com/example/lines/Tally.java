package com.example.lines;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Counts lines and sums them up in a checksum that does not depend on their order: the sum of the first 64 bits of the SHA-256 of
 * each line with its file and number. Any thread may add.
 */
public final class Tally {
    private final Map<String, BitSet> seen = new HashMap<>();
    private final MessageDigest sha256 = newSha256();
    private long count;
    private long sum;
    private long doubled;

    /** Takes one line; the first line of a file is line 1. */
    public synchronized void add(String file, int line, String text) {
        BitSet lines = seen.computeIfAbsent(file, name -> new BitSet());
        if (lines.get(line)) {
            doubled++;
        }
        lines.set(line);
        count++;
        sum += hash(file, line, text);
    }

    /** How many lines were added. */
    public synchronized long count() {
        return count;
    }

    /** How many of them had been added before. */
    public synchronized long doubled() {
        return doubled;
    }

    /** The checksum, 16 hexadecimal digits. */
    public synchronized String checksum() {
        return HexFormat.of().toHexDigits(sum);
    }

    private long hash(String file, int line, String text) {
        sha256.update(file.getBytes(StandardCharsets.UTF_8));
        sha256.update(ByteBuffer.allocate(5).put((byte) 0).putInt(line).flip());
        return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
