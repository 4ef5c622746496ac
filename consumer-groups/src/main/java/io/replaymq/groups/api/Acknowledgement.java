package io.replaymq.groups.api;

import java.util.List;

/**
 * Messages that a member settles together with something else.
 *
 * @param member who holds them
 * @param ids what it holds; one that is named twice counts once
 */
public record Acknowledgement(GroupMember member, List<RecordId> ids) {
    /** Copies the list. */
    public Acknowledgement {
        ids = List.copyOf(ids);
    }
}
