package io.replaymq.wild.xa;

import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.TextMessage;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.transaction.xa.XAResource;

/**
 * Takes messages from the queue {@code IN}, writes each to the database and sends it to the queue {@code OUT}, all in one transaction. Ends when
 * the database has as many as it is told, or at a step of the protocol.
 */
public final class TransferProcess {
    /** Said when it has reached the step at which it waits. */
    static final String WAITING = "waiting";

    /** How it ends at a step. */
    static final int HALTED = 99;

    private static final long POLL_MS = 200;
    private static final long RECOVERY_MS = 60_000;

    private final TransactionManager manager;
    private final Steps steps;
    private final XAResource bank;
    private final Connection database;
    private final XASession session;
    private final MessageConsumer in;
    private final MessageProducer out;

    private TransferProcess(
            TransactionManager manager, Steps steps, javax.sql.XAConnection bank, XASession session, String queues)
            throws Exception {
        this.manager = manager;
        this.steps = steps;
        this.bank = bank.getXAResource();
        this.database = bank.getConnection(); // for good: H2 rolls back when one is closed
        this.session = session;
        this.in = session.createConsumer(session.createQueue(queues + ".in"));
        this.out = session.createProducer(session.createQueue(queues + ".out"));
    }

    /**
     * Context factory, URL of the messages, URL of the database, manager, directory of its log, prefix of the queues, how many there are to be,
     * event, step.
     */
    public static void main(String[] arguments) throws Exception {
        Resources resources = Resources.of(arguments[0], arguments[1], arguments[2]);
        Steps.Event event = Steps.Event.valueOf(arguments[7]);
        TransactionManager manager =
                Managers.valueOf(arguments[3]).start(Path.of(arguments[4]), resources, event == Steps.Event.WAIT_EVERY);
        awaitRecovery(resources);
        Steps steps = new Steps(event, Integer.parseInt(arguments[8]));
        javax.sql.XAConnection bank = resources.database();
        try (XAConnection connection = resources.messages()) {
            connection.start();
            TransferProcess process =
                    new TransferProcess(manager, steps, bank, connection.createXASession(), arguments[5]);
            while (process.transferred() < Integer.parseInt(arguments[6])) {
                process.transferOne();
            }
        }
        awaitRecovery(resources);
        Runtime.getRuntime().halt(0); // the managers' threads would keep it
    }

    /** Waits until the manager has given every branch its outcome. */
    private static void awaitRecovery(Resources resources) throws Exception {
        long deadline = System.nanoTime() + RECOVERY_MS * 1_000_000;
        while (resources.inDoubt() > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(resources.inDoubt() + " branches are in doubt");
            }
            Thread.sleep(POLL_MS);
        }
    }

    private int transferred() throws Exception {
        try (Statement statement = database.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM TRANSFERRED")) {
            count.next();
            return count.getInt(1);
        }
    }

    private void transferOne() throws Exception {
        manager.begin();
        Transaction transaction = manager.getTransaction();
        transaction.enlistResource(new SteppedXaResource(Resources.DATABASE, bank, steps));
        transaction.enlistResource(new SteppedXaResource(Resources.MESSAGES, session.getXAResource(), steps));
        TextMessage message = (TextMessage) in.receive(POLL_MS);
        if (message == null) {
            manager.rollback();
            return;
        }
        write(message.getText());
        out.send(session.createTextMessage(message.getText()));
        try {
            manager.commit();
        } catch (RollbackException e) {
            System.out.println("rolled back, tried again: " + e);
        }
    }

    private void write(String text) throws Exception {
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO TRANSFERRED (MESSAGE) VALUES (?)")) {
            insert.setString(1, text);
            insert.executeUpdate();
        }
    }
}
