package io.replaymq.remote;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.channels.spi.SelectorProvider;

/** The event loops of a client or a server. */
final class IoThreads {
    private IoThreads() {}

    static EventLoopGroup start(String name, int threads) {
        return new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory(name, true),
                NioIoHandler.newFactory(SelectorProvider.provider(), () -> new LookBeforeSleep(System::nanoTime)));
    }
}
