package io.replaymq.remote.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.remote.api.ConnectionLostException;
import io.replaymq.remote.api.HostPort;
import io.replaymq.remote.api.RemoteClientConfig;
import io.replaymq.remote.wire.FrameDecoder;
import java.util.concurrent.TimeUnit;

/** Makes connections to the configured addresses, in turn. Belongs to the link's event loop. */
final class Dialer {
    private final EventLoop loop;
    private final RemoteClientConfig config;
    private int next;

    Dialer(EventLoop loop, RemoteClientConfig config) {
        this.loop = loop;
        this.config = config;
    }

    /** How many addresses there are to try. */
    int addresses() {
        return config.addresses().size();
    }

    /** Begins a connection to the next address. What becomes of it, its user is told. */
    ClientConnection dial(LinkRequest request, ClientConnection.User user) {
        HostPort address = config.addresses().get(next++ % addresses());
        ClientConnection connection = new ClientConnection(address, request, config.maxFrameBytes(), user);
        loop.execute(() -> connect(connection, address));
        return connection;
    }

    private void connect(ClientConnection connection, HostPort address) {
        long timeoutMs = config.connectTimeout().toMillis();
        Channel channel = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeoutMs)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel made) {
                        made.pipeline()
                                .addLast(FrameDecoder.ofServer(connection::state, config.maxFrameBytes()))
                                .addLast(connection);
                    }
                })
                .connect(address.host(), address.port())
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        connection.end(new ConnectionLostException("cannot connect to " + address, done.cause()));
                    }
                })
                .channel();
        connection.closeWith(channel);
        loop.schedule(() -> connection.checkOpened(config.connectTimeout()), timeoutMs, TimeUnit.MILLISECONDS);
    }
}
