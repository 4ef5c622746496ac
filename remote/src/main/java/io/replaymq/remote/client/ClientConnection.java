package io.replaymq.remote.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.log.api.BrokerException;
import io.replaymq.remote.api.ConnectionLostException;
import io.replaymq.remote.api.HostPort;
import io.replaymq.remote.api.ProtocolViolationException;
import io.replaymq.remote.wire.ClientFrame;
import io.replaymq.remote.wire.ConnectionState;
import io.replaymq.remote.wire.Frame;
import io.replaymq.remote.wire.FrameType;
import io.replaymq.remote.wire.FrameWriter;
import io.replaymq.remote.wire.Heartbeat;
import io.replaymq.remote.wire.Liveness;
import io.replaymq.remote.wire.ServerFrame;
import io.replaymq.remote.wire.WireErrors;
import io.replaymq.remote.wire.WireLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection of a link, from its first byte to its end: handshake, heartbeats, frames in and out. It ends once, tells its
 * user why, and is never used again. Belongs to the link's event loop.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {
    private final HostPort address;
    private final LinkRequest request;
    private final int maxFrameBytes;
    private final User user;
    private final Liveness liveness = new Liveness();
    private ConnectionState state = ConnectionState.NEW;
    private boolean closing;
    private @Nullable Channel channel;
    private @Nullable FrameWriter writer;

    ClientConnection(HostPort address, LinkRequest request, int maxFrameBytes, User user) {
        this.address = address;
        this.request = request;
        this.maxFrameBytes = maxFrameBytes;
        this.user = user;
    }

    ConnectionState state() {
        return state;
    }

    /** The channel to close at the end. */
    void closeWith(Channel made) {
        if (state == ConnectionState.CLOSED) {
            made.close();
        } else {
            channel = made;
        }
    }

    boolean isOpen() {
        return state == ConnectionState.OPEN;
    }

    /** Whether CLOSE was sent before the end. */
    boolean wasClosing() {
        return closing;
    }

    boolean isWritable() {
        Channel made = channel;
        return made != null && made.isWritable();
    }

    /** Encodes a frame, to be sent with the next {@link #flush}. @throws IllegalArgumentException if a name in it is too long */
    void write(ClientFrame frame) {
        if (writer == null || state == ConnectionState.CLOSED) {
            return;
        }
        writer.write(frame);
        if (frame.type() == FrameType.CLOSE) {
            state = ConnectionState.CLOSING;
            closing = true;
        }
    }

    void flush() {
        if (writer != null && state != ConnectionState.CLOSED && writer.flush()) {
            liveness.onWrite();
        }
    }

    /** Ends the connection; the user is told, unless it is at an end already. */
    void end(BrokerException cause) {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        boolean proven = state.compareTo(ConnectionState.OPEN) >= 0;
        drop();
        user.onEnded(this, proven ? End.OF_A_LINK : End.OF_AN_ATTEMPT, cause);
    }

    /** Ends the connection without a word to anyone. */
    void drop() {
        state = ConnectionState.CLOSED;
        if (writer != null) {
            writer.discard();
        }
        if (channel != null) {
            channel.close();
        }
    }

    void checkOpened(Duration timeout) {
        if (state == ConnectionState.NEW || state == ConnectionState.OPENING) {
            end(new ConnectionLostException(
                    address + " did not finish the handshake within " + timeout.toMillis() + " ms"));
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (state != ConnectionState.NEW) {
            return;
        }
        channel = context.channel();
        writer = new FrameWriter(context.channel());
        state = ConnectionState.OPENING;
        write(new ClientFrame.Hello(WireLimits.MAGIC, List.of(WireLimits.VERSION), request, maxFrameBytes));
        flush();
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
            end(e);
        }
    }

    private void onFrame(Frame frame) {
        if (frame instanceof ServerFrame.Welcome welcome) {
            onWelcome(welcome);
        } else if (frame instanceof ServerFrame.Failure failure) {
            end(WireErrors.exception(failure.code(), failure.text()));
        } else if (frame instanceof ServerFrame answer) {
            user.onFrame(answer);
        }
    }

    private void onWelcome(ServerFrame.Welcome welcome) {
        if (welcome.version() != WireLimits.VERSION) {
            throw new ProtocolViolationException(
                    "version " + welcome.version() + " chosen, expected " + WireLimits.VERSION + ", the one offered");
        }
        state = ConnectionState.OPEN;
        scheduleTick(Math.max(1, welcome.heartbeatMs() / Liveness.TICKS_PER_INTERVAL));
        user.onOpen(this, welcome);
    }

    private void scheduleTick(long everyMs) {
        Channel made = channel;
        if (made != null && state != ConnectionState.CLOSED) {
            made.eventLoop().schedule(() -> tick(everyMs), everyMs, TimeUnit.MILLISECONDS);
        }
    }

    private void tick(long everyMs) {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        Liveness.Writing writing = isWritable() ? Liveness.Writing.POSSIBLE : Liveness.Writing.BLOCKED;
        switch (liveness.tick(Liveness.Reading.ONGOING, writing)) {
            case DEAD ->
                end(new ConnectionLostException(
                        address + " gave no sign of life for " + Liveness.DEAD_AFTER_TICKS * everyMs + " ms"));
            case SEND_HEARTBEAT -> beat();
            case FINE -> {}
        }
        scheduleTick(everyMs);
    }

    private void beat() {
        if (writer != null) {
            writer.write(Heartbeat.INSTANCE);
            flush();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        user.onPause();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            user.onPause();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(new ConnectionLostException(address + " closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(
                cause instanceof BrokerException known
                        ? known
                        : new ConnectionLostException("connection to " + address + " broke: " + cause, cause));
    }

    /** How far a connection had come when it ended. */
    enum End {
        /** The handshake had not been finished. */
        OF_AN_ATTEMPT,
        /** It was in use. */
        OF_A_LINK
    }

    /** Whose connection it is. Called on the event loop. */
    interface User {
        /** The handshake is complete. */
        void onOpen(ClientConnection connection, ServerFrame.Welcome welcome);

        /** A frame came that is legal now. @throws ProtocolViolationException if it makes no sense */
        void onFrame(ServerFrame frame);

        /** Nothing more to read, or room to write again: what has gathered can go out. */
        void onPause();

        /** The connection has ended. */
        void onEnded(ClientConnection connection, End end, BrokerException cause);
    }
}
