package io.replaymq.wild.xa;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.tools.Server;

/** A database that other processes reach, and that outlives them. In memory: nobody kills it. */
final class Bank implements AutoCloseable {
    private final Server server;
    private final Connection connection;

    Bank() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        connection = DriverManager.getConnection(url()); // as long as it is open, the database is there
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE TRANSFERRED (MESSAGE VARCHAR)");
        }
    }

    String url() {
        return "jdbc:h2:tcp://localhost:" + server.getPort() + "/mem:bank";
    }

    List<String> transferred() throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT MESSAGE FROM TRANSFERRED")) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        server.stop();
    }
}
