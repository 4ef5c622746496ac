package io.replaymq.broker.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.destination.LogTopics;
import io.replaymq.broker.message.MessageLayout;
import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue or subscription with its consumers: takes messages from its group and hands them out, in turn, to whoever has credit.
 *
 * <p>Consumers with credit stand in lines. The first takes a few messages and goes to the end of its line while it has
 * credit left, so a stuck consumer costs the others nothing; nor does one that wants what is not there. What one run took leaves in one
 * call per consumer.
 *
 * <p><b>Threads:</b> the dispatch thread. <b>Bound:</b> holds no message beyond a run; the group holds its read-ahead window,
 * consumers what they gave credit for.
 */
public final class Target {
    /** Messages a consumer takes in its turn: few enough to be fair, enough to be worth a call. */
    static final int TURN = 8;

    private static final Logger LOGGER = LoggerFactory.getLogger(Target.class);
    private static final int MAX_TURNS_PER_RUN = 128;

    private final DispatchThread thread;
    private final SharedGroup group;
    private final Map<UUID, GroupConsumer> attached = new HashMap<>();
    private final Lines<GroupConsumer> lines = new Lines<>(); // those who have credit
    private int attaching;
    private Run run = Run.IDLE;
    private @Nullable BrokerException failure; // the latest of the group, so that each is told once

    /** Serves a group. */
    public Target(DispatchThread thread, SharedGroup group) {
        this.thread = thread;
        this.group = group;
        group.onAcquirable(this::wake);
    }

    /** The group it serves. */
    public SharedGroup group() {
        return group;
    }

    /** Whether anybody consumes from it, is about to, or may still come back. */
    public boolean isInUse() {
        return attaching > 0 || group.members() > 0;
    }

    /**
     * Attaches a new consumer, or one that comes back.
     *
     * @return fails with the log's exception
     */
    public CompletionStage<OpenConsumer> attach(ConsumerRequest.@Nullable Resume resume, DeliveryListener listener) {
        return attach(resume, MemberOptions.DEFAULTS, listener);
    }

    /** As {@link #attach(ConsumerRequest.Resume, DeliveryListener)}, a consumer that wants something of its own. */
    public CompletionStage<OpenConsumer> attach(
            ConsumerRequest.@Nullable Resume resume, MemberOptions options, DeliveryListener listener) {
        attaching++;
        CompletableFuture<OpenConsumer> opened = new CompletableFuture<>();
        join(resume, options).whenComplete((member, failure) -> {
            attaching--;
            if (failure == null) {
                GroupConsumer consumer = new GroupConsumer(thread, this, member, options.priority(), listener);
                attached.put(member.id(), consumer);
                opened.complete(consumer);
            } else {
                opened.completeExceptionally(Failures.cause(failure));
            }
        });
        return opened;
    }

    private CompletionStage<GroupMember> join(ConsumerRequest.@Nullable Resume resume, MemberOptions options) {
        if (resume == null) {
            return group.attach(options);
        }
        GroupConsumer former = attached.get(resume.memberId());
        if (former != null) {
            former.superseded();
        }
        return group.resume(resume.memberId(), recordIds(resume.held()), options);
    }

    /** A consumer got its first credit: it takes its place in the line. */
    void enqueue(GroupConsumer consumer) {
        lines.add(consumer.place(), consumer);
        beginRun();
    }

    /** A consumer is gone. */
    void remove(GroupConsumer consumer) {
        lines.remove(consumer);
        attached.remove(consumer.memberId(), consumer);
    }

    private void wake() {
        lines.wakeAll();
        beginRun();
    }

    private void beginRun() {
        if (run == Run.IDLE && lines.isAwake()) {
            run = Run.DUE;
            thread.afterDrain(this::handOut);
        }
    }

    private void handOut() {
        run = Run.IDLE;
        List<GroupConsumer> served = new ArrayList<>();
        for (int turns = 0; turns < MAX_TURNS_PER_RUN; turns++) {
            GroupConsumer next = lines.next();
            if (next == null) {
                break;
            }
            switch (takeTurn(next, served)) {
                case NOTHING_LEFT -> lines.sleep(next.place(), next);
                case MORE_CREDIT -> lines.add(next.place(), next);
                case NO_CREDIT -> {}
            }
        }
        beginRun();
        served.forEach(GroupConsumer::flush);
    }

    /** What cannot be read is left to the next time: the consumer keeps its place, and what others took goes out. */
    private GroupConsumer.Turn takeTurn(GroupConsumer consumer, List<GroupConsumer> served) {
        try {
            return consumer.takeTurn(served);
        } catch (BrokerException e) {
            if (e != failure && !(e instanceof LogClosedException)) {
                LOGGER.error("{} delivers nothing: {}", group.spec().name(), e.getMessage(), e);
            }
            failure = e;
            return GroupConsumer.Turn.NOTHING_LEFT;
        }
    }

    /** The message, as its consumers get it: where there are many topics, it says which is its own. */
    Message messageOf(AcquiredRecord acquired) {
        RecordContent content = acquired.record().content();
        return new Message(
                acquired.record().timestampMs(),
                group.spec().readsMany() ? withOrigin(content, acquired.id()) : content);
    }

    private RecordContent withOrigin(RecordContent content, RecordId id) {
        String topic = LogTopics.destinationOf(group.source(id.partition()).topic())
                .map(Destination::name)
                .orElseThrow();
        List<Header> headers = new ArrayList<>();
        headers.add(new Header(MessageLayout.ORIGIN, topic.getBytes(UTF_8)));
        headers.addAll(content.headers());
        return RecordContent.copyOf(content.key(), content.value(), headers);
    }

    static List<RecordId> recordIds(List<DeliveryId> deliveries) {
        List<RecordId> ids = new ArrayList<>(deliveries.size());
        for (DeliveryId each : deliveries) {
            ids.add(recordId(each));
        }
        return ids;
    }

    static RecordId recordId(DeliveryId delivery) {
        return new RecordId(delivery.partition(), delivery.offset(), delivery.generation());
    }

    private enum Run {
        IDLE,
        DUE
    }
}
