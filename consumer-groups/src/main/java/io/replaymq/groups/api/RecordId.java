package io.replaymq.groups.api;

/**
 * Names a message to the member that holds it.
 *
 * @param partition the partition of the group's topic, from 0
 * @param offset the offset there
 * @param generation the cursor's generation when it was acquired: a rewind voids the ids of the old one
 */
public record RecordId(int partition, long offset, int generation) {}
