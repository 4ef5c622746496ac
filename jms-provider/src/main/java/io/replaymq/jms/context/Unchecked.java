package io.replaymq.jms.context;

import io.replaymq.jms.api.JmsErrors;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** Runs what throws checked exceptions and throws their unchecked twins. */
final class Unchecked {
    private Unchecked() {}

    interface Action {
        void run() throws JMSException;
    }

    interface Question<T> {
        T ask() throws JMSException;
    }

    interface MaybeQuestion<T> {
        @Nullable
        T ask() throws JMSException;
    }

    static void run(Action action) {
        try {
            action.run();
        } catch (JMSException e) {
            throw JmsErrors.unchecked(e);
        }
    }

    static <T> T get(Question<T> question) {
        try {
            return question.ask();
        } catch (JMSException e) {
            throw JmsErrors.unchecked(e);
        }
    }

    static <T> @Nullable T find(MaybeQuestion<T> question) {
        try {
            return question.ask();
        } catch (JMSException e) {
            throw JmsErrors.unchecked(e);
        }
    }
}
