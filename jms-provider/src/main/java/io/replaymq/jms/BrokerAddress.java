package io.replaymq.jms;

import io.replaymq.broker.InVmBrokers;
import io.replaymq.broker.api.Broker;
import io.replaymq.remote.RemoteBroker;
import io.replaymq.remote.api.RemoteClientConfig;
import java.util.function.Supplier;

/** What a URL says about where the broker is. There are two schemes and no more. */
final class BrokerAddress {
    private BrokerAddress() {}

    /** How to get at the broker. @throws IllegalArgumentException if the URL is of neither scheme or not legal */
    static Supplier<Broker> of(String url) {
        if (InVmBrokers.isInVm(url)) {
            return () -> InVmBrokers.open(url);
        }
        if (!url.startsWith("replaymq://")) {
            throw new IllegalArgumentException("URL '" + url
                    + "', expected replaymq://host:port, replaymq:vm, replaymq:vm/NAME or replaymq:vm?data=DIRECTORY");
        }
        RemoteClientConfig remote = RemoteClientConfig.parse(url);
        return () -> RemoteBroker.at(remote);
    }
}
