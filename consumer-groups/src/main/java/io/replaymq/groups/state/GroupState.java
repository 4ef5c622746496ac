package io.replaymq.groups.state;

import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.record.CursorImage;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicPartition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The durable state of one group: what it was created as, its members, and its cursors. */
public final class GroupState {
    private final UUID id;
    private final Set<UUID> members = new LinkedHashSet<>();
    private final Set<UUID> gone = new HashSet<>();
    private final TreeMap<Integer, PartitionCursor> cursors = new TreeMap<>();
    private final TreeMap<Integer, TopicPartition> sources = new TreeMap<>(); // of a group over many topics
    private GroupRecord.@Nullable Created created;
    private GroupRecord.@Nullable Altered altered;

    GroupState(UUID id) {
        this.id = id;
    }

    /** What it was created as. @throws IllegalStateException if that record has not been replayed */
    public GroupRecord.Created created() {
        if (created == null) {
            throw new IllegalStateException("group " + id + " does not exist");
        }
        return created;
    }

    boolean isCreated() {
        return created != null;
    }

    /** Its settings. */
    public GroupSettings settings() {
        return altered == null ? GroupSettings.DEFAULTS : altered.settings();
    }

    /** How often its settings were altered. */
    public long revision() {
        return altered == null ? 0 : altered.revision();
    }

    /** The members that have joined and not left. */
    public Set<UUID> members() {
        return Collections.unmodifiableSet(members);
    }

    /**
     * The partitions that a group over many topics reads, by their numbers; empty if it reads one topic.
     *
     * @throws CorruptLogException if there are gaps between the numbers
     */
    public List<TopicPartition> sources() {
        if (!sources.isEmpty() && sources.lastKey() != sources.size() - 1) {
            throw new CorruptLogException("group " + id + " has " + sources.size()
                    + " partitions, the last one has number " + sources.lastKey());
        }
        return List.copyOf(sources.values());
    }

    /** The highest number of a partition that it has a cursor in; -1 if there is none. */
    public int lastPartition() {
        return cursors.isEmpty() ? -1 : cursors.lastKey();
    }

    /** The cursor in a partition. */
    public PartitionCursor cursor(int partition) {
        return cursors.computeIfAbsent(partition, absent -> new PartitionCursor());
    }

    /** The records that amount to this state. */
    public List<GroupRecord> records() {
        List<GroupRecord> records = new ArrayList<>();
        if (created != null) {
            List<Long> floors =
                    cursors.values().stream().map(PartitionCursor::floor).toList();
            records.add(new GroupRecord.Created(
                    id, created.name(), created.topic(), created.lifetime(), floors, created.filter()));
        }
        if (altered != null) {
            records.add(altered);
        }
        sources.forEach((number, partition) -> records.add(new GroupRecord.Source(id, number, partition)));
        members.forEach(member -> records.add(new GroupRecord.Joined(id, member)));
        cursors.forEach((partition, cursor) ->
                records.addAll(cursor.image(id, partition).split()));
        return records;
    }

    void replay(GroupRecord record) {
        if (record instanceof CursorImage image) {
            cursor(image.partition()).merge(image);
        } else if (record instanceof GroupRecord.Joined joined) {
            if (!gone.contains(joined.memberId())) {
                members.add(joined.memberId());
            }
        } else if (record instanceof GroupRecord.Left left) {
            members.remove(left.memberId());
            gone.add(left.memberId());
        } else if (record instanceof GroupRecord.Source source) {
            sources.put(source.number(), source.partition());
            cursor(source.number());
        } else if (record instanceof GroupRecord.Altered next) {
            if (next.revision() > revision()) {
                altered = next;
            }
        } else if (record instanceof GroupRecord.Created first) {
            created = first;
            for (int i = 0; i < first.floors().size(); i++) {
                cursor(i).merge(CursorImage.start(id, i, 0, first.floors().get(i)));
            }
        }
    }

    void forgetGone() {
        gone.clear();
    }
}
