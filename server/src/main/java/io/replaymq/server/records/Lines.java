package io.replaymq.server.records;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines as bytes, whatever is in them. A line ends with a line feed, or a carriage return and a line feed. One thread. */
final class Lines {
    private static final int BUFFER_BYTES = 64 << 10;

    private final InputStream in;
    private final int maxBytes;
    private long number;

    /** @param maxBytes the longest line that is read */
    Lines(InputStream in, int maxBytes) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        this.maxBytes = maxBytes;
    }

    /** The next line without its end; null after the last one. @throws IOException if it is longer than allowed */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        number++;
        while (next >= 0 && next != '\n') {
            if (line.size() == maxBytes) {
                throw new IOException("line " + number + " has more than " + maxBytes + " bytes");
            }
            line.write(next);
            next = in.read();
        }
        byte[] bytes = line.toByteArray();
        boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return carriageReturn && next == '\n' ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    /** The number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** Whether reading on would wait, as far as can be known. */
    boolean wouldWait() throws IOException {
        return in.available() == 0;
    }
}
