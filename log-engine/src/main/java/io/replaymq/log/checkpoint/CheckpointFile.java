package io.replaymq.log.checkpoint;

import java.util.Optional;

/**
 * One of the two files.
 *
 * @param file its path
 * @param checkpoint what it holds; empty if it is damaged
 * @param damage what is wrong with it; empty if nothing is
 */
public record CheckpointFile(String file, Optional<Checkpoint> checkpoint, String damage) {}
