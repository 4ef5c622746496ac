package io.replaymq.broker.transaction;

import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.log.api.BrokerException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be one AppendSet.
 *
 * @param end what its producer says of it
 * @param sends what it sends
 * @param acknowledgements what it settles
 * @param reason why it cannot be; null if nothing is known against it
 */
record Attempt(
        TransactionEnd end,
        Gathered sends,
        List<Acknowledgement> acknowledgements,
        @Nullable BrokerException reason) {
    /** One that cannot be. */
    static Attempt refused(TransactionEnd end, Gathered sends, BrokerException reason) {
        return new Attempt(end, sends, List.of(), reason);
    }
}
