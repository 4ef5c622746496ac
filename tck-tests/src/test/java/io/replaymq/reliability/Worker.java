package io.replaymq.reliability;

import io.replaymq.history.Decision;
import io.replaymq.history.HistoryWriter;
import io.replaymq.history.Phase;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.Random;

/**
 * A plain application: a transacted session that does its work until it is told to finish. A transaction that was rolled back is done again; a
 * connection on which anything else fails is closed, and another one opened. A thread of its own.
 */
final class Worker implements Runnable {
    private static final int ONE_ROLLBACK_IN = 25;

    private final ConnectionFactory factory;
    private final HistoryWriter history;
    private final String name;
    private final Work work;
    private final Finish finish;
    private final Random random;
    private int sessions;

    Worker(ConnectionFactory factory, HistoryWriter history, String name, Work work, Finish finish, Random random) {
        this.factory = factory;
        this.history = history;
        this.name = name;
        this.work = work;
        this.finish = finish;
        this.random = random;
    }

    @Override
    public void run() {
        while (!finish.isAsked()) {
            Notes notes = new Notes(history, name + "-" + sessions++);
            notes.opened();
            try (Connection connection = factory.createConnection()) {
                Session session = connection.createSession(Session.SESSION_TRANSACTED);
                work.begin(session);
                connection.start();
                while (!finish.isAsked()) {
                    transaction(session, notes);
                }
            } catch (JMSException e) {
                System.err.println(name + ": " + e);
                finish.pause(); // a server that is not there yet is not asked without end
                continue;
            }
            notes.closed();
        }
    }

    private void transaction(Session session, Notes notes) throws JMSException {
        if (!work.step(notes)) {
            return;
        }
        if (random.nextInt(ONE_ROLLBACK_IN) == 0) {
            notes.ends(Decision.ROLL_BACK);
            work.undone();
            session.rollback();
            notes.ended(Decision.ROLL_BACK, Phase.SUCCEEDED);
            return;
        }
        notes.ends(Decision.COMMIT);
        try {
            session.commit();
        } catch (TransactionRolledBackException e) {
            System.err.println(name + ": " + e);
            work.undone();
            notes.ended(Decision.COMMIT, Phase.FAILED);
            return;
        } catch (JMSException e) {
            work.done();
            notes.ended(Decision.COMMIT, Phase.UNKNOWN);
            throw e;
        }
        work.done();
        notes.ended(Decision.COMMIT, Phase.SUCCEEDED);
    }
}
