package io.replaymq.wild.xa;

import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import java.sql.SQLException;
import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.h2.jdbcx.JdbcDataSource;

/** The database and the message server of a transfer. Each resource that is asked for has a connection of its own. */
final class Resources {
    static final String DATABASE = "database";
    static final String MESSAGES = "messages";

    private final XAConnectionFactory messages;
    private final JdbcDataSource database;

    private Resources(XAConnectionFactory messages, JdbcDataSource database) {
        this.messages = messages;
        this.database = database;
    }

    @SuppressWarnings("JdkObsolete") // InitialContext takes nothing else
    static Resources of(String contextFactory, String messagesUrl, String databaseUrl) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, contextFactory);
        environment.put("connectionFactory.xa", messagesUrl + "?type=XA_CF");
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl(databaseUrl);
        return new Resources((XAConnectionFactory) new InitialContext(environment).lookup("xa"), database);
    }

    XAConnection messages() throws JMSException {
        return messages.createXAConnection();
    }

    javax.sql.XAConnection database() throws SQLException {
        return database.getXAConnection();
    }

    /** For recovery, on a connection that stays open as long as the process. */
    XAResource recoveringMessages() throws JMSException {
        return messages().createXASession().getXAResource();
    }

    /** For recovery, on a connection that stays open as long as the process. */
    XAResource recoveringDatabase() throws SQLException {
        return database().getXAResource();
    }

    /** How many branches wait for an outcome. */
    int inDoubt() throws JMSException, SQLException, XAException {
        javax.sql.XAConnection bank = database();
        try (XAConnection connection = messages()) {
            return count(bank.getXAResource())
                    + count(connection.createXASession().getXAResource());
        } finally {
            bank.close();
        }
    }

    private static int count(XAResource resource) throws XAException {
        return resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length;
    }
}
