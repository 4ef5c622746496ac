package io.replaymq.log.crash;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * Random AppendSets of a few producers over a few partitions, sent by one thread, so that the order of sending is the order in
 * the log. Some are waited for, so that appends are grouped in many ways.
 */
final class Workload {
    static final List<TopicPartition> PARTITIONS =
            List.of(new TopicPartition("t", 0), new TopicPartition("t", 1), new TopicPartition("u", 0));
    private static final List<Durability> DURABILITIES = List.of(Durability.values());
    private static final int PRODUCERS = 3;

    private final RandomGenerator random;
    private final Load load;
    private final Map<String, Integer> nextSequence = new HashMap<>();
    private final List<SentSet> sent = new ArrayList<>();
    private int life; // counts the processes, so that what a later one sends differs from what was lost

    Workload(RandomGenerator random, Load load) {
        this.random = random;
        this.load = load;
    }

    /** What is sent. */
    enum Load {
        /** Small records at all levels; much less than a file of the journal. */
        SMALL(900, 1, 150),
        /** Several files of the journal, and now and then something has to be durable. */
        BURST(40_000, 8, 400),
        /** Several files of the journal, and nothing is ever forced because somebody asked for it. */
        UNFORCED_BURST(40_000, Integer.MAX_VALUE, 400);

        private final int maxValueChars;
        private final int oneDurableIn;
        private final int changes;

        Load(int maxValueChars, int oneDurableIn, int changes) {
            this.maxValueChars = maxValueChars;
            this.oneDurableIn = oneDurableIn;
            this.changes = changes;
        }

        /** How many changes of the disk a process with such a load makes, roughly. */
        int changes() {
            return changes;
        }

        /** How far apart deaths are tried: large loads take their time. */
        int changesBetweenDeaths() {
            return this == SMALL ? 1 : 5;
        }

        /** Every other one is small. By the seed itself, because the first random bits of neighbouring seeds are alike. */
        static Load of(long seed) {
            return seed % 2 == 0 ? SMALL : seed % 4 == 1 ? BURST : UNFORCED_BURST;
        }

        private Durability durability(RandomGenerator random) {
            Durability any = DURABILITIES.get(random.nextInt(DURABILITIES.size()));
            return any == Durability.DURABLE && random.nextInt(oneDurableIn) > 0 ? Durability.WRITTEN : any;
        }
    }

    /** Everything sent by now, in order. */
    List<SentSet> sent() {
        return sent;
    }

    /** Sends a number of sets; stops early when the log has failed. Returns once all are answered. */
    void run(ReplayLog log, int sets) {
        List<CompletableFuture<AppendOutcome>> answers = new ArrayList<>();
        for (int i = 0; i < sets; i++) {
            SentSet set = send(log, next(load.durability(random)));
            answers.add(set.answer());
            if (random.nextInt(3) == 0 && !(set.answer().join() instanceof AppendOutcome.Committed)) {
                break;
            }
        }
        answers.forEach(CompletableFuture::join);
    }

    /** Sends one set and returns once it is answered. */
    void runOne(ReplayLog log, Durability durability) {
        send(log, next(durability)).answer().join();
    }

    /** The senders learn how far the log got, and go on from there. */
    void goOnAfter(int survivors) {
        life++;
        sent.subList(survivors, sent.size()).clear();
        nextSequence.clear();
        sent.stream()
                .flatMap(set -> set.parts().stream())
                .forEach(part -> nextSequence.merge(
                        part.producerId() + "@" + part.partition(),
                        part.values().size(),
                        Integer::sum));
    }

    /** The sets that their senders do not know to be in the log, and those that are not. */
    List<SentSet> unansweredOrAfter(int survivors) {
        return sent.stream()
                .filter(set -> set.number() >= survivors || set.committed().isEmpty())
                .toList();
    }

    /** The sender of the last set died before it was answered. */
    void forgetLastAnswer() {
        int last = sent.size() - 1;
        sent.set(last, sent.get(last).again(new CompletableFuture<>()));
    }

    /** Sends sets again, in order, and replaces what was known of them. */
    void repeat(ReplayLog log, List<SentSet> again) {
        for (SentSet each : again) {
            CompletableFuture<AppendOutcome> answer =
                    log.append(each.encoded(), Durability.DURABLE).toCompletableFuture();
            sent.set(each.number(), each.again(answer));
        }
        again.forEach(each -> sent.get(each.number()).answer().join());
    }

    private SentSet send(ReplayLog log, SentSet set) {
        SentSet answered = set.again(log.append(set.encoded(), set.durability()).toCompletableFuture());
        sent.add(answered);
        return answered;
    }

    private SentSet next(Durability durability) {
        long producerId = random.nextInt(PRODUCERS);
        List<SentSet.Part> parts = new ArrayList<>();
        int count = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 1;
        for (int i = 0; i < count; i++) {
            parts.add(part(producerId, i));
        }
        return new SentSet(sent.size(), durability, parts, new CompletableFuture<>());
    }

    private SentSet.Part part(long producerId, int index) {
        TopicPartition partition = PARTITIONS.get(random.nextInt(PARTITIONS.size()));
        List<String> values = new ArrayList<>();
        int records = 1 + random.nextInt(3);
        for (int i = 0; i < records; i++) {
            String filler = Integer.toString(random.nextInt(10)).repeat(random.nextInt(load.maxValueChars));
            values.add(sent.size() + "/" + life + "/" + index + "/" + i + "/" + filler);
        }
        int baseSequence = nextSequence.merge(producerId + "@" + partition, records, Integer::sum) - records;
        return new SentSet.Part(partition, producerId, baseSequence, values);
    }
}
