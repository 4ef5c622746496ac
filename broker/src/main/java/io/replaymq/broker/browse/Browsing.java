package io.replaymq.broker.browse;

import io.replaymq.broker.api.BrowsePage;
import io.replaymq.broker.api.BrowseRequest;
import io.replaymq.broker.api.BrowseRequest.Range;
import io.replaymq.groups.api.MessageFilter;
import io.replaymq.groups.api.MessageTraits;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.TraitsReader;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.StoredRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Makes pages. A page ends when it has enough messages or bytes, or when enough was looked through in vain; so a request costs the same
 * however deep the queue is.
 *
 * <p><b>Threads:</b> the dispatch thread.
 */
public final class Browsing {
    private final ReplayLog log;
    private final TraitsReader traits;
    private final InstantSource clock;
    private final Executor owner;

    /**
     * Reads a log.
     *
     * @param traits when a message may be delivered, and until when
     * @param clock the time of day
     * @param owner runs tasks on the dispatch thread
     */
    public Browsing(ReplayLog log, TraitsReader traits, InstantSource clock, Executor owner) {
        this.log = log;
        this.traits = traits;
        this.clock = clock;
        this.owner = owner;
    }

    /**
     * One page of what a group has still to deliver, or has delivered and not settled.
     *
     * @param wanted which messages
     */
    public CompletionStage<BrowsePage> page(BrowseRequest request, SharedGroup group, MessageFilter wanted) {
        List<Range> ranges = request.rest().isEmpty() ? allOf(group) : checked(request.rest(), group);
        CompletableFuture<BrowsePage> page = new CompletableFuture<>();
        PageInMaking making = new PageInMaking(request.maxMessages(), ranges, group, this::isDue, wanted);
        goOn(making, group.spec().topic(), page);
        return page;
    }

    private List<Range> allOf(SharedGroup group) {
        List<Range> all = new ArrayList<>();
        String topic = group.spec().topic();
        int partitions =
                log.topic(topic).map(each -> each.config().partitions()).orElse(0);
        for (int i = 0; i < partitions; i++) {
            long from = group.lowestUnsettled(i);
            all.add(new Range(i, from, Math.max(from, log.readableEnd(new TopicPartition(topic, i)))));
        }
        return all;
    }

    /** Whoever asks may have made up what is left: it is cut to what is there. */
    private List<Range> checked(List<Range> rest, SharedGroup group) {
        List<Range> checked = new ArrayList<>();
        for (Range here : allOf(group)) {
            for (Range asked : rest) {
                long from = Math.max(asked.offset(), here.offset());
                long end = Math.min(asked.end(), here.end());
                if (asked.partition() == here.partition() && from < end) {
                    checked.add(new Range(here.partition(), from, end));
                    break;
                }
            }
        }
        return checked;
    }

    private boolean isDue(StoredRecord message) {
        long now = clock.millis();
        MessageTraits known = traits.of(message);
        return known.deliveryTimeMs() <= now && (known.expirationMs() == 0 || known.expirationMs() > now);
    }

    private void goOn(PageInMaking making, String topic, CompletableFuture<BrowsePage> page) {
        Range next = making.next();
        if (next == null) {
            page.complete(making.page());
            return;
        }
        TopicPartition partition = new TopicPartition(topic, next.partition());
        long from = Math.max(next.offset(), log.startOffset(partition));
        if (from >= next.end()) {
            making.skip();
            goOn(making, topic, page);
            return;
        }
        log.fetch(partition, from, PageInMaking.FETCH_BYTES)
                .whenCompleteAsync(
                        (fetch, failure) -> {
                            if (fetch == null) {
                                page.completeExceptionally(failure);
                            } else {
                                making.take(fetch, from);
                                goOn(making, topic, page);
                            }
                        },
                        owner);
    }
}
