package io.replaymq.log.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * What was found of checkpoints.
 *
 * @param latest the last intact one
 * @param damaged what is wrong with the others, for the report
 */
public record StoredCheckpoints(Optional<Checkpoint> latest, List<String> damaged) {
    /** Copies the list. */
    public StoredCheckpoints {
        damaged = List.copyOf(damaged);
    }
}
