package io.replaymq.groups.record;

import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.groups.record.PageImage.DeliveryCount;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.testing.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes group records: legal histories, and any values at all. */
public final class RandomRecords {
    private static final int PAGES = 4;

    private final Seed seed;
    private final List<UUID> groups = new ArrayList<>();
    private final List<UUID> members = new ArrayList<>();
    private long revision; // of all groups together, so that no two of one are the same

    public RandomRecords(Seed seed) {
        this.seed = seed;
    }

    /** Records in an order in which they may be written, about a few groups that come and go. */
    public List<GroupRecord> history(int length) {
        List<GroupRecord> records = new ArrayList<>();
        while (records.size() < length) {
            records.add(groups.isEmpty() || seed.oneIn(20) ? create() : next());
        }
        return records;
    }

    private GroupRecord create() {
        UUID group = id();
        groups.add(group);
        List<Long> floors = List.of((long) seed.nextInt(3_000), (long) seed.nextInt(3_000));
        return new GroupRecord.Created(
                group, "group " + group, "topic", lifetime(), floors, seed.oneIn(2) ? null : "a = " + seed.nextInt(9));
    }

    private GroupRecord next() {
        UUID group = seed.oneOf(groups);
        int choice = seed.nextInt(12);
        if (choice == 0) {
            groups.remove(group);
            return new GroupRecord.Deleted(group);
        }
        if (choice == 1) {
            UUID member = id();
            members.add(member);
            return new GroupRecord.Joined(group, member);
        }
        if (choice == 2 && !members.isEmpty()) {
            return new GroupRecord.Left(group, seed.oneOf(members));
        }
        if (choice == 3) {
            return new GroupRecord.Altered(group, ++revision, settings());
        }
        if (choice == 4) {
            int number = seed.nextInt(3);
            return new GroupRecord.Source(group, number, new TopicPartition("topic." + number, number));
        }
        return image(group);
    }

    private GroupSettings settings() {
        Duration delay = Duration.ofMillis(seed.nextInt(10_000));
        return new GroupSettings(
                seed.nextInt(4),
                seed.oneIn(2) ? null : "dead",
                new RedeliveryPolicy(delay, 1 + seed.nextInt(4), delay.multipliedBy(9)),
                Duration.ofMillis(seed.nextInt(10_000)),
                seed.oneIn(2) ? null : "expired");
    }

    /** An image of a cursor near the start of its topic. */
    public CursorImage image(UUID group) {
        List<PageRun> runs = seed.oneIn(5) ? List.of(run()) : List.of();
        List<PageImage> pages = new ArrayList<>();
        for (int page = 0; page < PAGES; page++) {
            if (seed.oneIn(2)) {
                pages.add(page(page));
            }
        }
        long floor = seed.nextInt(1_500);
        return new CursorImage(group, seed.nextInt(2), seed.nextInt(3), floor, floor + seed.nextInt(600), runs, pages);
    }

    private PageRun run() {
        long first = seed.nextInt(PAGES);
        return new PageRun(first, first + 1 + seed.nextInt(3));
    }

    private PageImage page(long page) {
        long[] settled = new long[PageImage.WORDS];
        for (int i = 0; i < settled.length; i++) {
            settled[i] = seed.oneIn(3) ? -1L : seed.oneIn(2) ? 0 : seed.nextLong();
        }
        List<DeliveryCount> counts = new ArrayList<>();
        // few places, so that images of a page differ about the same offsets
        for (int place = 100 * seed.nextInt(3); place < PageImage.OFFSETS; place += 100 * (1 + seed.nextInt(4))) {
            long notBeforeMs = seed.oneIn(3) ? seed.nextInt(5) : 0;
            counts.add(new DeliveryCount(place, 1 + seed.nextInt(4), notBeforeMs));
        }
        return seed.oneIn(2)
                ? new PageImage(page, settled, counts)
                : new PageImage(page, settled, someBits(), someBits(), counts);
    }

    private long[] someBits() {
        long[] words = new long[PageImage.WORDS];
        for (int i = seed.nextInt(4); i < words.length; i += 1 + seed.nextInt(6)) {
            words[i] = seed.nextLong();
        }
        return words;
    }

    private GroupLifetime lifetime() {
        return seed.oneOf(List.of(GroupLifetime.values()));
    }

    private UUID id() {
        return new UUID(seed.nextLong(), seed.nextLong());
    }
}
