package io.replaymq.reliability;

import io.replaymq.history.HistoryWriter;
import jakarta.jms.ConnectionFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The process of an application. Its provider is what {@code jndi.properties} on its class path says. Its standard input tells a feeder
 * how many messages more to send, a number a line; when it ends, the application finishes its transactions and ends too.
 */
final class Client {
    /** Which application it is. */
    enum Kind {
        /** One session that feeds the first queue. */
        FEEDING,
        /** A session for each step: from the first queue to the second, from there to the third, from there out. */
        MOVING
    }

    static final String ORDERS = "orders";
    static final String BILLS = "bills";
    static final String PARCELS = "parcels";

    private final List<Thread> threads = new ArrayList<>();
    private final Permits permits = new Permits();
    private final Finish finish = new Finish();
    private final ConnectionFactory factory;
    private final HistoryWriter history;
    private final String name;
    private final Random random;

    private Client(ConnectionFactory factory, HistoryWriter history, String name, Random random) {
        this.factory = factory;
        this.history = history;
        this.name = name;
        this.random = random;
    }

    /** @param args the kind, the name, the file of the history, the seed */
    public static void main(String[] args) throws NamingException, IOException, InterruptedException {
        ConnectionFactory factory = (ConnectionFactory) new InitialContext().lookup("ConnectionFactory");
        try (HistoryWriter history = HistoryWriter.open(Path.of(args[2]))) {
            Client client = new Client(factory, history, args[1], new Random(Long.parseLong(args[3])));
            client.start(Kind.valueOf(args[0]));
            client.obey();
        }
    }

    private void start(Kind kind) {
        if (kind == Kind.FEEDING) {
            start("f", new Feeder(name, ORDERS, permits, seeded()));
        } else {
            start("o", new Mover(ORDERS, BILLS, seeded()));
            start("b", new Mover(BILLS, PARCELS, seeded()));
            start("p", new Mover(PARCELS, "", seeded()));
        }
    }

    private Random seeded() {
        return new Random(random.nextLong());
    }

    private void start(String part, Work work) {
        Thread thread = new Thread(new Worker(factory, history, name + part, work, finish, seeded()), "worker-" + part);
        threads.add(thread);
        thread.start();
    }

    private void obey() throws IOException, InterruptedException {
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                permits.give(Integer.parseInt(line));
            }
        }
        finish.ask();
        for (Thread each : threads) {
            each.join();
        }
    }
}
