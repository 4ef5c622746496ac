package io.replaymq.groups.api;

import java.util.List;
import java.util.UUID;

/**
 * Messages that pass from a member to a keeper of its group: one that only holds them, is never fenced, and counts as no member.
 *
 * @param from who holds them
 * @param ids what it holds; one that is named twice counts once
 * @param keeper the keeper's id, which nobody has had
 */
public record Handover(GroupMember from, List<RecordId> ids, UUID keeper) {
    /** Copies the list. */
    public Handover {
        ids = List.copyOf(ids);
    }
}
