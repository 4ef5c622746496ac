package io.replaymq.remote.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.replaymq.broker.api.Broker;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.remote.api.RemoteServerConfig;
import io.replaymq.remote.wire.FrameDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the connections of one server share. Sets up each new one. Any event loop may call it. */
public final class Endpoint extends ChannelInitializer<Channel> {
    private final Broker broker;
    private final RemoteServerConfig config;
    private final Admission admission;
    private final Links links = new Links();
    private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();

    /** Connections to this broker, which stays its owner's. */
    public Endpoint(Broker broker, RemoteServerConfig config) {
        this.broker = broker;
        this.config = config;
        this.admission = new Admission(config);
    }

    @Override
    protected void initChannel(Channel channel) {
        InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        if (admission.enter(address) == Admission.Ruling.TURNED_AWAY) {
            channel.close();
            return;
        }
        ServerConnection connection = new ServerConnection(this, address, channel);
        connections.add(connection);
        channel.closeFuture().addListener(closed -> {
            connections.remove(connection);
            connection.onClosed();
        });
        channel.pipeline()
                .addLast(FrameDecoder.ofClient(connection::state, config.maxFrameBytes()))
                .addLast(connection);
    }

    /** Interrupts all connections, whose clients may come back to a server that is started later. */
    public void interruptAll() {
        connections.forEach(each -> each.stop(new LinkClosedException("the server is stopping")));
    }

    Broker broker() {
        return broker;
    }

    RemoteServerConfig config() {
        return config;
    }

    Admission admission() {
        return admission;
    }

    Links links() {
        return links;
    }
}
