package io.replaymq.jms.session;

import io.replaymq.jms.consumer.AcknowledgeMode;
import io.replaymq.jms.consumer.SessionInboxes;
import io.replaymq.jms.consumer.SessionMode;
import io.replaymq.jms.message.ObjectReading;
import io.replaymq.jms.producer.Completions;
import io.replaymq.jms.producer.MessageSender;
import io.replaymq.jms.producer.SessionSender;
import io.replaymq.jms.transaction.LocalTransactions;
import io.replaymq.jms.transaction.NoTransactions;
import io.replaymq.jms.transaction.Transactions;
import io.replaymq.jms.transaction.XaAssociation;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a session is made of, and whether it is open.
 *
 * <p><b>Threads:</b> any may close it; the rest is the session's.
 */
final class SessionParts {
    private final SessionOwner owner;
    private final ObjectReading reading;
    private final SessionInboxes inboxes;
    private final SessionSender sender;
    private final Completions completions;
    private final Transactions transactions;
    private final MessageSender messages;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPEN);

    private enum Phase {
        OPEN,
        /** Waits for its listeners, which may use it still. */
        CLOSING,
        CLOSED
    }

    SessionParts(SessionOwner owner, SessionMode wanted, String name) {
        SessionMode mode = wanted.under(owner.options().delivery());
        this.owner = owner;
        this.reading = new ObjectReading(owner.options().allowed());
        this.inboxes = new SessionInboxes(mode.acknowledging(), owner.clock(), "replaymq-listeners-" + name);
        this.sender = new SessionSender(owner.link(), owner.sendWindow());
        this.completions = new Completions("replaymq-completions-" + name);
        this.transactions = transactions(mode);
        this.messages = new MessageSender(
                sender,
                completions,
                owner.clock(),
                reading,
                owner::senderId,
                transactions,
                owner.options().delivery());
    }

    private Transactions transactions(SessionMode mode) {
        if (mode.acknowledging() == AcknowledgeMode.TRANSACTED) {
            return new LocalTransactions(owner.link(), owner.transactionProducers(), inboxes);
        }
        boolean ofBranches = mode.number() == Session.SESSION_TRANSACTED;
        return ofBranches ? new XaAssociation(inboxes) : new NoTransactions(inboxes);
    }

    ObjectReading reading() {
        return reading;
    }

    SessionInboxes inboxes() {
        return inboxes;
    }

    MessageSender messages() {
        return messages;
    }

    Transactions transactions() {
        return transactions;
    }

    /** Before a transaction ends: its asynchronous sends and their listeners have. Jakarta Messaging 3.1, section 7.3. */
    Transactions transactionsToEnd() throws JMSException {
        requireOpen();
        if (completions.isCurrent()) {
            throw new IllegalStateException("a completion listener cannot end a transaction of its own session");
        }
        completions.drain();
        return transactions;
    }

    /** Whether the current thread is calling a listener of this session. */
    boolean isCallingListener() {
        return inboxes.isCallingListener() || completions.isCurrent();
    }

    boolean isOpen() {
        return phase.get() == Phase.OPEN;
    }

    void requireOpen() throws IllegalStateException {
        Phase present = phase.get();
        if (present == Phase.CLOSED || (present == Phase.CLOSING && !inboxes.isCallingListener())) {
            throw new IllegalStateException("the session is closed");
        }
    }

    /** Waits for listeners, receives and asynchronous sends; rolls back. Jakarta Messaging 3.1, section 6.2.15. */
    void close(JmsSession session) throws JMSException {
        if (isCallingListener()) {
            throw new IllegalStateException("a listener cannot close its own session");
        }
        if (phase.compareAndSet(Phase.OPEN, Phase.CLOSING)) {
            try {
                inboxes.close();
            } finally {
                phase.set(Phase.CLOSED);
                sender.close();
                completions.close();
                transactions.close();
                owner.ended(session);
            }
        }
    }
}
