package io.replaymq.jms.session;

import io.replaymq.jms.api.Unsupported;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** Arguments that ask for what is not there yet. */
final class Refusals {
    private Refusals() {}

    /** Null and empty mean that there is no selector. Jakarta Messaging 3.1, section 3.8.1.1. */
    static void selector(@Nullable String selector) throws JMSException {
        if (selector != null && !selector.isEmpty()) {
            throw Unsupported.SELECTORS.exception();
        }
    }

    static void noLocal(boolean noLocal) throws JMSException {
        if (noLocal) {
            throw Unsupported.NO_LOCAL.exception();
        }
    }
}
