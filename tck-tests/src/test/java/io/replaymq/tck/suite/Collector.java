package io.replaymq.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that keeps what it was called with, for the thread of the test to look at. */
public final class Collector<T> {
    private final BlockingQueue<T> seen = new LinkedBlockingQueue<>();

    /** Keeps the texts of messages. */
    public static MessageListener texts(Collector<String> into) {
        return message -> into.add(textOf(message));
    }

    /** Keeps the texts of messages that were sent, {@code failed: …} for others. */
    public static CompletionListener completions(Collector<String> into) {
        return new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                into.add(textOf(message));
            }

            @Override
            public void onException(Message message, Exception exception) {
                into.add("failed: " + exception);
            }
        };
    }

    /** Keeps it. */
    public void add(T value) {
        seen.add(value);
    }

    /** The next that was kept, once it was. */
    public T next() throws InterruptedException {
        T next = seen.poll(AssertionSuite.SOON_MS, TimeUnit.MILLISECONDS);
        assertThat(next).as("what should have been called").isNotNull();
        return next;
    }

    /** The next ones. */
    public List<T> next(int count) throws InterruptedException {
        List<T> all = new ArrayList<>();
        while (all.size() < count) {
            all.add(next());
        }
        return all;
    }

    /** Whether everything that was kept was looked at. */
    public boolean isEmpty() {
        return seen.isEmpty();
    }

    /** The body, for messages whose body is text. */
    public static String textOf(Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
