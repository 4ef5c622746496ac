package io.replaymq.remote.server;

import io.netty.channel.Channel;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.remote.wire.Frame;
import io.replaymq.remote.wire.FrameWriter;
import io.replaymq.remote.wire.ServerFrame;
import io.replaymq.remote.wire.WireLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes what goes to one client. Answers without much content are gathered, so that a hundred batches that one group commit made
 * durable are answered by one frame. They follow the frames that were encoded meanwhile, never precede those that come later.
 * Belongs to the connection's event loop.
 */
final class Answers {
    private final FrameWriter writer;
    private List<ServerFrame.Receipt> sent = new ArrayList<>();
    private List<Long> done = new ArrayList<>();

    Answers(Channel channel) {
        this.writer = new FrameWriter(channel);
    }

    void frame(Frame frame) {
        writer.write(frame);
    }

    /** The same, unless it is larger than the peer takes. @throws IllegalArgumentException if it is; nothing was written */
    void frame(Frame frame, int maxBytes) {
        writer.write(frame, maxBytes);
    }

    void sent(long correlation, SendReceipt receipt) {
        sent.add(new ServerFrame.Receipt(correlation, receipt));
        if (sent.size() == WireLimits.MAX_ANSWERS) {
            gathered();
        }
    }

    void done(long correlation) {
        done.add(correlation);
        if (done.size() == WireLimits.MAX_ANSWERS) {
            gathered();
        }
    }

    /** Sends all of it. @return whether there was anything */
    boolean flush() {
        gathered();
        return writer.flush();
    }

    void discard() {
        writer.discard();
    }

    private void gathered() {
        if (!sent.isEmpty()) {
            writer.write(new ServerFrame.Sent(sent));
            sent = new ArrayList<>();
        }
        if (!done.isEmpty()) {
            writer.write(new ServerFrame.Done(done));
            done = new ArrayList<>();
        }
    }
}
