package io.replaymq.benchmarks.peer;

import java.nio.file.Path;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** Apache Artemis in a process of its own. */
public final class ArtemisServer {
    private ArtemisServer() {}

    /** Serves until it is killed: the argument is its broker.xml. */
    public static void main(String[] args) throws Exception {
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setConfigResourcePath(Path.of(args[0]).toUri().toString());
        server.start();
        System.out.println("journal: " + server.getActiveMQServer().getConfiguration().getJournalType());
    }
}
