package io.replaymq.remote.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;

/** The broker failed in a way that only its own log explains, or with a code that this client does not know. */
public final class RemoteFailureException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** The code that came over the wire, {@link ErrorCode#INTERNAL} if it is unknown here, and the text with it. */
    public RemoteFailureException(ErrorCode code, String message) {
        super(code, message, null);
    }
}
