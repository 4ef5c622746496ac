package io.replaymq.remote.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.remote.api.ConnectionLostException;
import io.replaymq.remote.api.ProtocolViolationException;
import io.replaymq.remote.api.UnsupportedVersionException;
import io.replaymq.remote.wire.ClientFrame;
import io.replaymq.remote.wire.ConnectionState;
import io.replaymq.remote.wire.Frame;
import io.replaymq.remote.wire.Heartbeat;
import io.replaymq.remote.wire.Liveness;
import io.replaymq.remote.wire.Outbox;
import io.replaymq.remote.wire.ServerFrame;
import io.replaymq.remote.wire.WireErrors;
import io.replaymq.remote.wire.WireLimits;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: handshake, heartbeats, frames in and out, and the end. While the peer does not read, nothing is taken
 * from the outbox and no credit is passed on; while too much of what it asked is unanswered, it is not read.
 *
 * <p>A connection that breaks is an interruption: its link is abandoned, not closed, so that its client may come back. Only CLOSE
 * closes the link.
 *
 * <p><b>Threads:</b> belongs to its event loop. The broker's threads leave answers and deliveries in the outbox.
 */
final class ServerConnection extends ChannelInboundHandlerAdapter implements Outbox.Taker<Outgoing> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ServerConnection.class);

    private final Endpoint endpoint;
    private final InetAddress address;
    private final Channel channel;
    private final Outbox<Outgoing> outbox;
    private final Answers answers;
    private final Intake intake;
    private final Liveness liveness = new Liveness();
    private ConnectionState state = ConnectionState.NEW;
    private ClientFrame.@Nullable Hello hello;
    private @Nullable LinkEndpoint link;

    ServerConnection(Endpoint endpoint, InetAddress address, Channel channel) {
        this.endpoint = endpoint;
        this.address = address;
        this.channel = channel;
        this.outbox = new Outbox<>(channel.eventLoop(), this);
        this.answers = new Answers(channel);
        this.intake = new Intake(endpoint.config().maxOutstandingBytes());
    }

    ConnectionState state() {
        return state;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel.eventLoop()
                .schedule(
                        this::checkOpened, endpoint.config().handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void checkOpened() {
        if (state == ConnectionState.NEW || state == ConnectionState.OPENING) {
            fail(new ProtocolViolationException("the handshake was not finished in time"));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        liveness.onRead();
        if (state == ConnectionState.CLOSED) {
            return;
        }
        try {
            onFrame((Frame) message);
        } catch (ProtocolViolationException e) {
            fail(e);
        }
    }

    private void onFrame(Frame frame) {
        if (frame instanceof ClientFrame.Hello greeting) {
            onHello(greeting);
        } else if (frame instanceof ClientFrame.Close close) {
            state = ConnectionState.CLOSING;
            onClose(opened(), close.correlation());
        } else if (frame instanceof ClientFrame request) {
            opened().onFrame(request);
        }
    }

    private LinkEndpoint opened() {
        if (link == null) {
            throw new ProtocolViolationException("there is no link yet");
        }
        return link;
    }

    private void onHello(ClientFrame.Hello greeting) {
        if (!greeting.versions().contains(WireLimits.VERSION)) {
            fail(new UnsupportedVersionException(
                    "versions " + greeting.versions() + " offered, expected " + WireLimits.VERSION + " among them"));
            return;
        }
        if (greeting.maxFrameBytes() < endpoint.config().maxFrameBytes()) {
            fail(new ProtocolViolationException("frame limit " + greeting.maxFrameBytes() + ", expected at least "
                    + endpoint.config().maxFrameBytes() + ", the server's"));
            return;
        }
        state = ConnectionState.OPENING;
        hello = greeting;
        ServerConnection replaced = endpoint.links().enter(greeting.link().token(), this);
        if (replaced == null) {
            connect(greeting);
        } else {
            replaced.replace(() -> channel.eventLoop().execute(() -> connect(greeting)));
        }
    }

    /** Gives way to a new connection of the same link, then runs {@code then}. From any thread. */
    private void replace(Runnable then) {
        channel.eventLoop().execute(() -> {
            fail(new ConnectionLostException("the client made another connection"));
            abandon();
            then.run();
        });
    }

    private void connect(ClientFrame.Hello greeting) {
        if (state != ConnectionState.OPENING) {
            return;
        }
        endpoint.broker().connect(greeting.link(), this::onLinkLost).whenComplete((made, failure) -> channel.eventLoop()
                .execute(() -> onConnected(made, failure)));
    }

    private void onConnected(@Nullable BrokerLink made, @Nullable Throwable failure) {
        if (made == null) {
            fail(WireErrors.known(failure == null ? new LinkClosedException("the broker gave no link") : failure));
        } else if (state != ConnectionState.OPENING) {
            made.abandon();
        } else {
            link = new LinkEndpoint(made, outbox, intake, endpoint.config().maxFrameBytes(), this::fail);
            state = ConnectionState.OPEN;
            endpoint.admission().proven(address);
            long heartbeatMs = endpoint.config().heartbeat().toMillis();
            answers.frame(new ServerFrame.Welcome(
                    WireLimits.VERSION, endpoint.config().maxFrameBytes(), (int) heartbeatMs));
            scheduleTick(heartbeatMs / Liveness.TICKS_PER_INTERVAL);
            taken();
        }
    }

    private void onLinkLost(BrokerException cause) {
        channel.eventLoop().execute(() -> fail(cause));
    }

    private void onClose(LinkEndpoint closing, long correlation) {
        closing.link()
                .close()
                .whenComplete((nothing, failure) -> outbox.put(to -> {
                    to.done(correlation);
                    taken();
                    link = null; // closed: there is nothing to abandon
                    state = ConnectionState.CLOSED;
                    channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
                }));
    }

    /**
     * Tells the peer why, and ends the connection. One that does not read is not waited for longer than for a handshake: the
     * messages its consumers hold are others' to have.
     */
    void fail(BrokerException cause) {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        LOGGER.info("Ending the connection from {}: {}", address, cause.getMessage());
        unlessProven();
        state = ConnectionState.CLOSED;
        answers.frame(WireErrors.failure(cause));
        answers.flush();
        channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
        channel.eventLoop()
                .schedule(
                        () -> channel.close(),
                        endpoint.config().handshakeTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** The same, from any thread. */
    void stop(BrokerException cause) {
        channel.eventLoop().execute(() -> fail(cause));
    }

    private void unlessProven() {
        if (state == ConnectionState.NEW || state == ConnectionState.OPENING) {
            endpoint.admission().proven(address);
        }
    }

    private void abandon() {
        LinkEndpoint past = link;
        link = null;
        if (past != null) {
            past.link().abandon();
        }
        if (hello != null) {
            endpoint.links().remove(hello.link().token(), this);
        }
    }

    @Override
    public boolean ready() {
        return channel.isWritable() || !channel.isActive();
    }

    @Override
    public void take(Outgoing item) {
        if (state != ConnectionState.CLOSED) {
            item.encode(answers);
        }
    }

    @Override
    public void taken() {
        if (state == ConnectionState.CLOSED) {
            answers.discard();
            return;
        }
        if (answers.flush()) {
            liveness.onWrite();
        }
        regulate();
    }

    /** Adjusts both directions to what the peer and the broker take. */
    private void regulate() {
        boolean read = intake.isOpen();
        if (channel.config().isAutoRead() != read) {
            liveness.onRead();
            channel.config().setAutoRead(read);
        }
        if (link != null && channel.isWritable()) {
            link.topUp();
        }
    }

    private void scheduleTick(long everyMs) {
        channel.eventLoop().schedule(() -> tick(everyMs), everyMs, TimeUnit.MILLISECONDS);
    }

    private void tick(long everyMs) {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        Liveness.Reading reading = channel.config().isAutoRead() ? Liveness.Reading.ONGOING : Liveness.Reading.PAUSED;
        Liveness.Writing writing = channel.isWritable() ? Liveness.Writing.POSSIBLE : Liveness.Writing.BLOCKED;
        switch (liveness.tick(reading, writing)) {
            case DEAD -> {
                fail(new ConnectionLostException("the client gave no sign of life, or does not read"));
                channel.close();
            }
            case SEND_HEARTBEAT -> {
                answers.frame(Heartbeat.INSTANCE);
                taken();
            }
            case FINE -> {}
        }
        scheduleTick(everyMs);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        outbox.drain();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            outbox.drain();
        }
    }

    /** The channel is closed, whoever closed it. */
    void onClosed() {
        unlessProven();
        state = ConnectionState.CLOSED;
        answers.discard();
        abandon();
        endpoint.admission().left();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof ProtocolViolationException violation) {
            fail(violation);
        } else {
            LOGGER.info("Connection from {} broke: {}", address, cause.toString());
            channel.close();
        }
    }
}
