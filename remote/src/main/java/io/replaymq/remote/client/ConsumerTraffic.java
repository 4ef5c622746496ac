package io.replaymq.remote.client;

import io.netty.channel.EventLoop;
import io.replaymq.remote.wire.ServerFrame.Deliver;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What consumers tell the broker: acknowledgements, credit, what they give back. It gathers, and goes out in few frames.
 *
 * <p><b>Pausing:</b> acknowledgements that nobody waits for go out at once if there were none for a while. After that those that follow
 * are kept until {@value #PAUSE_MS} ms are over, then go together, and so on while there are any. During the pause nobody has to wake
 * the event loop for them. So a consumer that gets a message now and then acknowledges each as fast as it can, and a busy one pays for
 * many at a time.
 *
 * <p>Belongs to the link's event loop, except for {@link #isPausing}.
 */
final class ConsumerTraffic {
    private static final long PAUSE_MS = 2;

    private final EventLoop loop;
    private final Conversation conversation;
    private final Consumers consumers;
    private final Runnable pauseOver;
    private final Set<ConsumerSession> touched = new LinkedHashSet<>();
    private final Set<ConsumerSession> waiting = new LinkedHashSet<>();
    private volatile boolean pausing;

    /** @param pauseOver has the outbox drained, on the event loop */
    ConsumerTraffic(EventLoop loop, Conversation conversation, Consumers consumers, Runnable pauseOver) {
        this.loop = loop;
        this.conversation = conversation;
        this.consumers = consumers;
        this.pauseOver = pauseOver;
    }

    /** Whether the outbox will be drained before long anyway. Any thread; who leaves something there looks afterwards. */
    boolean isPausing() {
        return pausing;
    }

    void credit(ConsumerSession consumer) {
        touched.add(consumer);
    }

    void acknowledge(Acknowledgement acknowledgement) {
        ConsumerSession consumer = acknowledgement.consumer();
        consumer.settle(acknowledgement);
        if (pausing && acknowledgement.canWait()) {
            waiting.add(consumer);
        } else {
            touched.add(consumer);
        }
    }

    void release(Releasing releasing) {
        gatherAll();
        conversation.ask(ConsumerRequests.release(releasing));
    }

    void redeliver(Redelivering redelivering) {
        gatherAll();
        conversation.ask(ConsumerRequests.redeliver(redelivering));
    }

    void detach(Detaching detaching) {
        gatherAll();
        detaching.consumer().onEnding();
        conversation.ask(detaching.request());
    }

    /** Makes requests of everything there is, also of what might wait. */
    void gatherAll() {
        touched.addAll(waiting);
        waiting.clear();
        gather();
    }

    /** Makes requests of what should go out now. */
    void gather() {
        if (touched.isEmpty()) {
            return;
        }
        List<ConsumerSession> all = List.copyOf(touched);
        touched.clear();
        waiting.removeAll(all);
        boolean acknowledged = false;
        for (ConsumerSession each : all) {
            acknowledged |= askToSettle(each);
            passOnCredit(each);
        }
        if (acknowledged && !pausing) {
            pausing = true;
            loop.schedule(this::endPause, PAUSE_MS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean askToSettle(ConsumerSession consumer) {
        boolean any = false;
        for (List<Acknowledgement> some = consumer.takeSettled(); !some.isEmpty(); some = consumer.takeSettled()) {
            conversation.ask(ConsumerRequests.acknowledge(consumer, some));
            any = true;
        }
        return any;
    }

    /** The flag first, then the outbox: what was left there without a word is either seen now, or its owner sees the flag. */
    private void endPause() {
        pausing = false;
        touched.addAll(waiting);
        waiting.clear();
        pauseOver.run();
    }

    /** Passes credit on if it is due. */
    void passOnCredit(ConsumerSession consumer) {
        ClientConnection open = conversation.openConnection();
        if (open != null && consumer.isAttached() && consumer.creditIsDue()) {
            open.write(ConsumerRequests.credit(consumer));
        }
    }

    /** Hands deliveries to their consumer. */
    void deliver(Deliver deliver) {
        ConsumerSession consumer = consumers.deliver(deliver);
        if (consumer != null && consumer.creditIsDue()) {
            touched.add(consumer);
        }
    }
}
