package io.replaymq.broker;

import io.replaymq.broker.api.Broker;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.LinkListener;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.broker.link.LinkRegistry;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** One user's share of a broker that others use too: closing it ends this user's links only. Any thread. */
final class LeasedBroker implements Broker {
    private final LinkRegistry all;
    private final LinkRegistry links;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    LeasedBroker(LinkRegistry all, Runnable onClose) {
        this.all = all;
        this.links = all.share();
        this.onClose = onClose;
    }

    @Override
    public CompletionStage<BrokerLink> connect(LinkRequest request, LinkListener listener) {
        return links.connect(request, listener);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Waiting.join(links.leave());
            all.unshare(links);
            onClose.run();
        }
    }
}
