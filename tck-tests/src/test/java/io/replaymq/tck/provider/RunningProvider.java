package io.replaymq.tck.provider;

import jakarta.jms.ConnectionFactory;
import java.util.List;

/**
 * A provider that runs.
 *
 * @param factory how an application finds its connections
 * @param resources what to close afterwards, in this order
 */
public record RunningProvider(ConnectionFactory factory, List<AutoCloseable> resources) implements AutoCloseable {
    @Override
    public void close() throws Exception {
        for (AutoCloseable each : resources) {
            each.close();
        }
    }
}
