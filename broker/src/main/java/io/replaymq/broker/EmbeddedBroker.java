package io.replaymq.broker;

import io.replaymq.broker.api.Broker;
import io.replaymq.broker.api.BrokerConfig;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.LinkListener;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.dispatch.DispatchThread;
import io.replaymq.broker.link.LinkRegistry;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A broker in this VM, over a log.
 *
 * <p><b>Threads:</b> any thread may use it. It has one thread of its own, {@code broker-dispatch}, and needs a timer.
 *
 * <p><b>Owns</b> its thread and what it registered with the log. The log and the timer belong to whoever opened them, and are closed
 * after the broker.
 */
public final class EmbeddedBroker implements Broker {
    private final DispatchThread thread;
    private final BrokerCore core;
    private final LinkRegistry links;
    private final Housekeeping housekeeping;

    private EmbeddedBroker(DispatchThread thread, BrokerCore core, Housekeeping housekeeping) {
        this.thread = thread;
        this.core = core;
        this.links = new LinkRegistry(core);
        core.sweepTemporary(links::isThere);
        this.housekeeping = housekeeping;
    }

    /**
     * Opens a broker and serves what is in the log. Waits until that is done.
     *
     * @param time what time it is
     * @param timer runs short tasks on time; a single thread will do
     * @throws BrokerException what the log could not do
     */
    public static EmbeddedBroker open(
            ReplayLog log, BrokerConfig config, TimeSource time, ScheduledExecutorService timer) {
        DispatchThread thread = DispatchThread.start();
        try {
            BrokerParts parts = Waiting.join(BrokerParts.open(log, config, time, timer, thread));
            BrokerCore core = new BrokerCore(parts, thread, timer, config);
            return new EmbeddedBroker(thread, core, Housekeeping.start(config, log, parts::tick, thread, time, timer));
        } catch (RuntimeException e) {
            thread.close();
            throw e;
        }
    }

    @Override
    public CompletionStage<BrokerLink> connect(LinkRequest request, LinkListener listener) {
        return links.connect(request, listener);
    }

    /**
     * This broker for one of several users: closing it closes the links that were opened through it, and no more.
     *
     * @param onClose run after that
     */
    Broker lease(Runnable onClose) {
        return new LeasedBroker(links, onClose);
    }

    /**
     * Loses every link, answers what is under way, and stops. Consumers may come back within the resume window, counted from when
     * the broker is opened again. Must not be called on the broker's own thread.
     */
    @Override
    public void close() {
        housekeeping.close();
        links.close();
        thread.execute(core::close);
        thread.close();
    }
}
