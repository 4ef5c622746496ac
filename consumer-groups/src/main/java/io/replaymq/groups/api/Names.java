package io.replaymq.groups.api;

import java.nio.charset.StandardCharsets;

/** Checks the lengths of names. */
final class Names {
    private Names() {}

    static void requireBytes(String what, String name, int maxBytes) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > maxBytes) {
            throw new IllegalArgumentException(what + " of " + bytes + " bytes, expected 1 to " + maxBytes);
        }
    }
}
