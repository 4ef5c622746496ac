package io.replaymq.groups.api;

import java.util.List;
import java.util.UUID;

/**
 * What a keeper holds.
 *
 * @param keeper its id
 * @param ids the messages
 */
public record Kept(UUID keeper, List<RecordId> ids) {
    /** Copies the list. */
    public Kept {
        ids = List.copyOf(ids);
    }
}
