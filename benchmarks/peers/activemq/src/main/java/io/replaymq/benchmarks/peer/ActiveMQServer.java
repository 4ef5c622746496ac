package io.replaymq.benchmarks.peer;

import java.nio.file.Path;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/** ActiveMQ Classic in a process of its own. */
public final class ActiveMQServer {
    private static final int HEAP_PERCENT = 70; // what messages may take of it, as the distribution sets it

    private ActiveMQServer() {}

    /** Serves until it is killed: the arguments are its data directory and its port. */
    public static void main(String[] args) throws Exception {
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(Path.of(args[0], "kahadb").toFile());
        BrokerService broker = new BrokerService();
        broker.setBrokerName("bench");
        broker.setDataDirectory(args[0]);
        broker.setPersistenceAdapter(store);
        broker.getManagementContext().setCreateConnector(false);
        broker.getSystemUsage().getMemoryUsage().setPercentOfJvmHeap(HEAP_PERCENT);
        broker.addConnector("tcp://127.0.0.1:" + args[1]);
        broker.start();
        broker.waitUntilStopped();
    }
}
