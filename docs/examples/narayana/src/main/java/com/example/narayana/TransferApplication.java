package com.example.narayana;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.arjuna.recovery.RecoveryModule;
import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.XAConnectionFactory;
import jakarta.transaction.TransactionManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.naming.InitialContext;
import javax.sql.XAConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.jboss.narayana.jta.jms.ConnectionFactoryProxy;
import org.jboss.narayana.jta.jms.JmsXAResourceRecoveryHelper;
import org.jboss.narayana.jta.jms.TransactionHelperImpl;

/** Takes an order from a queue, writes it to a database and confirms it: in one transaction of Narayana. */
public final class TransferApplication {
    private static final long PATIENCE_MS = 60_000;

    private TransferApplication() {}

    public static void main(String[] arguments) throws Exception {
        InitialContext jndi = new InitialContext();
        XAConnectionFactory distributed = (XAConnectionFactory) jndi.lookup("XAConnectionFactory");
        Queue orders = (Queue) jndi.lookup("orders");
        Queue confirmations = (Queue) jndi.lookup("confirmations");

        keepDecisionsIn("target/narayana");
        TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
        startRecovery(distributed);
        // Its sessions take part in the transaction of the thread.
        ConnectionFactory messages = new ConnectionFactoryProxy(distributed, new TransactionHelperImpl(manager));
        XAConnection bank = openBank();

        send(messages, orders, "3 screws");
        manager.begin();
        manager.getTransaction().enlistResource(bank.getXAResource());
        String order = receive(messages, orders);
        write(bank, order);
        send(messages, confirmations, order);
        manager.commit();

        System.out.println("in the database: " + read(bank));
        System.out.println("confirmed: " + receive(messages, confirmations));
        System.exit(0); // recovery would go on
    }

    private static void keepDecisionsIn(String directory) {
        for (String store : new String[] {null, "communicationStore", "stateStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreDir(directory);
        }
    }

    /** In the background, Narayana asks for branches that a process before this one has left behind. */
    private static void startRecovery(XAConnectionFactory distributed) {
        RecoveryManager recovery = RecoveryManager.manager(RecoveryManager.INDIRECT_MANAGEMENT);
        recovery.initialize();
        for (RecoveryModule each : recovery.getModules()) {
            if (each instanceof XARecoveryModule branches) {
                branches.addXAResourceRecoveryHelper(new JmsXAResourceRecoveryHelper(distributed));
            }
        }
        recovery.startRecoveryManagerThread();
    }

    private static XAConnection openBank() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:bank;DB_CLOSE_DELAY=-1");
        try (java.sql.Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE ORDERS (TEXT VARCHAR)");
        }
        return database.getXAConnection();
    }

    private static void send(ConnectionFactory factory, Queue queue, String text) throws Exception {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            session.createProducer(queue).send(session.createTextMessage(text));
        }
    }

    private static String receive(ConnectionFactory factory, Queue queue) throws Exception {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(queue)) {
            connection.start();
            return ((TextMessage) consumer.receive(PATIENCE_MS)).getText();
        }
    }

    /** The connection is not closed here: H2 would roll back. */
    private static void write(XAConnection bank, String text) throws Exception {
        try (PreparedStatement insert = bank.getConnection().prepareStatement("INSERT INTO ORDERS (TEXT) VALUES (?)")) {
            insert.setString(1, text);
            insert.executeUpdate();
        }
    }

    private static String read(XAConnection bank) throws Exception {
        try (Statement statement = bank.getConnection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT TEXT FROM ORDERS")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
