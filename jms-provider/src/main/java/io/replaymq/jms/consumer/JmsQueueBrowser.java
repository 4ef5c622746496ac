package io.replaymq.jms.consumer;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.BrowsePage;
import io.replaymq.broker.api.BrowseRequest;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.jms.api.JmsErrors;
import io.replaymq.jms.api.Replies;
import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.encoding.MessageDecoder;
import io.replaymq.jms.message.JmsMessage;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the messages of a queue without consuming them, page by page, so that memory does not grow with the queue. Jakarta Messaging 3.1,
 * section 4.1.5.
 *
 * <p><b>Threads:</b> its session's.
 */
public final class JmsQueueBrowser implements QueueBrowser {
    private static final int PAGE = 200;

    private final BrokerLink link;
    private final JmsDestination queue;
    private final BrowseRequest first;
    private final MessageDecoder decoder;
    private final BooleanSupplier sessionClosed;
    private volatile boolean closed;

    private JmsQueueBrowser(
            BrokerLink link,
            JmsDestination queue,
            BrowseRequest first,
            MessageDecoder decoder,
            BooleanSupplier sessionClosed) {
        this.link = link;
        this.queue = queue;
        this.first = first;
        this.decoder = decoder;
        this.sessionClosed = sessionClosed;
    }

    /** Opens one. @throws JMSException if the broker refuses the queue or the selector, which it is asked for at once */
    public static JmsQueueBrowser open(
            BrokerLink link,
            JmsDestination queue,
            @Nullable String selector,
            MessageDecoder decoder,
            BooleanSupplier sessionClosed)
            throws JMSException {
        if (queue.from() != null) {
            throw new InvalidDestinationException(
                    queue + ": a browser shows what the queue holds; a consumer begins where from= says");
        }
        BrowseRequest probe = new BrowseRequest(queue.address(), selector, List.of(), 1);
        Replies.await(link.browse(probe));
        BrowseRequest first = new BrowseRequest(queue.address(), selector, List.of(), PAGE);
        return new JmsQueueBrowser(link, queue, first, decoder, sessionClosed);
    }

    @Override
    public Queue getQueue() throws JMSException {
        requireOpen();
        return (Queue) queue;
    }

    @Override
    public @Nullable String getMessageSelector() throws JMSException {
        requireOpen();
        return first.selector();
    }

    /** A new look at the queue each time. What cannot be read on throws the unchecked twin of the {@link JMSException}. */
    @Override
    public Enumeration<JmsMessage> getEnumeration() throws JMSException {
        requireOpen();
        return new Pages(Replies.await(link.browse(first)));
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() throws IllegalStateException {
        if (closed || sessionClosed.getAsBoolean()) {
            throw new IllegalStateException("the browser is closed");
        }
    }

    @SuppressWarnings("JdkObsolete") // the interface wants an Enumeration
    private final class Pages implements Enumeration<JmsMessage> {
        private final Deque<BrowsePage.Browsed> page = new ArrayDeque<>();
        private @Nullable BrowseRequest next;

        Pages(BrowsePage start) {
            take(first, start);
        }

        private void take(BrowseRequest asked, BrowsePage answer) {
            page.addAll(answer.messages());
            next = answer.rest().isEmpty() ? null : asked.behind(answer);
        }

        /** A page may be empty although there is more. */
        @Override
        public boolean hasMoreElements() {
            try {
                for (BrowseRequest request = next; page.isEmpty() && request != null; request = next) {
                    requireOpen();
                    take(request, Replies.await(link.browse(request)));
                }
                return !page.isEmpty();
            } catch (JMSException e) {
                throw JmsErrors.unchecked(e);
            }
        }

        @Override
        public JmsMessage nextElement() {
            if (!hasMoreElements()) {
                throw new NoSuchElementException("all messages of " + queue + " were shown");
            }
            BrowsePage.Browsed browsed = page.removeFirst();
            DeliveryId id = new DeliveryId(browsed.partition(), browsed.offset(), 0);
            JmsMessage message = decoder.decode(new Delivery(id, 1, browsed.message()));
            message.received(1, null);
            return message;
        }
    }
}
