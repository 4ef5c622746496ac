package io.replaymq.transactions.transaction;

import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.OffsetCommit;
import java.util.List;

/**
 * What groups have processed in a transaction.
 *
 * @param offsets how far consumer groups are
 * @param acknowledgements which messages of shared groups are settled
 */
public record Processed(List<OffsetCommit> offsets, List<Acknowledgement> acknowledgements) {
    /** Copies the lists. */
    public Processed {
        offsets = List.copyOf(offsets);
        acknowledgements = List.copyOf(acknowledgements);
    }

    boolean isNothing() {
        return offsets.isEmpty() && acknowledgements.isEmpty();
    }
}
