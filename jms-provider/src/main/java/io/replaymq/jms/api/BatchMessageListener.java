package io.replaymq.jms.api;

import jakarta.jms.Message;
import java.util.List;

/**
 * Takes several messages at once, an extension of Jakarta Messaging. The messages are those that are at hand when it is called, one at
 * least, oldest first; nobody waits for more of them.
 *
 * <p>In AUTO and DUPS_OK mode all of them are acknowledged when it returns, and all come again, in order, if it throws. Called on the thread
 * that calls its session's other listeners, one call at a time.
 */
@FunctionalInterface
public interface BatchMessageListener {
    /** Takes messages. The list cannot be changed. */
    void onMessages(List<Message> messages);
}
