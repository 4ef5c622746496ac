package io.replaymq.remote;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.replaymq.broker.api.Broker;
import io.replaymq.remote.api.RemoteServerConfig;
import io.replaymq.remote.server.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Lets clients reach a broker over TCP. Owns its listening socket, connections and threads, not the broker. */
public final class RemoteServer implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final long STOP_MS = 5_000;

    private final EventLoopGroup loops;
    private final Channel listening;
    private final Endpoint endpoint;

    private RemoteServer(EventLoopGroup loops, Channel listening, Endpoint endpoint) {
        this.loops = loops;
        this.listening = listening;
        this.endpoint = endpoint;
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if the address cannot be bound
     */
    public static RemoteServer start(Broker broker, RemoteServerConfig config) throws IOException {
        EventLoopGroup loops = IoThreads.start("replaymq-server-io", config.ioThreads());
        Endpoint endpoint = new Endpoint(broker, config);
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(endpoint)
                .bind(config.host(), config.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, STOP_MS, TimeUnit.MILLISECONDS);
            throw new IOException(
                    "cannot listen at " + config.host() + ":" + config.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return new RemoteServer(loops, bound.channel(), endpoint);
    }

    /** Where it listens, with the port that was free if none was asked for. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /**
     * Stops listening, interrupts all connections and waits up to 5 s for the threads to end. Links are abandoned, not closed:
     * their clients may come back to a server that is started later. Close the broker after this.
     */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly(STOP_MS);
        endpoint.interruptAll();
        loops.shutdownGracefully(0, STOP_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_MS);
    }
}
