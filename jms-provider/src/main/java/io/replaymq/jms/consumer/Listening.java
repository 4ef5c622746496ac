package io.replaymq.jms.consumer;

import io.replaymq.jms.api.BatchMessageListener;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.List;

/** Who is called with a consumer's messages, and with how many of them. */
sealed interface Listening {
    /** How many messages one turn brings at most. */
    int most();

    /** What the application set, one message at a time. */
    record Single(MessageListener listener) implements Called {
        @Override
        public int most() {
            return 1;
        }

        @Override
        public void call(List<Message> messages) {
            listener.onMessage(messages.get(0));
        }
    }

    /** What the application set, several messages at once. */
    record Batch(BatchMessageListener listener, int most) implements Called {
        /** Checks the number. */
        public Batch {
            if (most < 1) {
                throw new IllegalArgumentException("batches of at most " + most + " messages, expected 1 or more");
            }
        }

        @Override
        public void call(List<Message> messages) {
            listener.onMessages(messages);
        }
    }

    /** A listener of this session. */
    sealed interface Called extends Listening {
        /** Hands messages over, on the thread that calls the session's listeners. */
        void call(List<Message> messages);
    }

    /** Sessions of somebody else's, from a pool. */
    record Passed(ServerSessions sessions, int most) implements Listening {}
}
