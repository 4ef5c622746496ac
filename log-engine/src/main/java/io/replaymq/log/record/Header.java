package io.replaymq.log.record;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A named value beside a record's key and value.
 *
 * @param key the name, UTF-8 on disk, never null; may occur more than once in a record
 * @param value the bytes, not copied: nobody changes them afterwards; may be null
 */
public record Header(String key, byte @Nullable [] value) {
    /** Checks that the key is there. */
    public Header {
        Objects.requireNonNull(key, "key");
    }
}
