package io.replaymq.groups.api;

/**
 * A consumer group in a list.
 *
 * @param group its name
 * @param phase what it is at
 * @param members how many members it has
 */
public record ConsumerGroupListing(String group, GroupPhase phase, int members) {}
