package io.replaymq.groups.assignment;

import io.replaymq.log.api.TopicPartition;
import java.util.Set;

/**
 * A member that is to get partitions.
 *
 * @param memberId who it is
 * @param order what members are sorted by: the instance id of a static member, so that a restart changes nothing; else the member id
 * @param topics what it subscribes to, resolved
 * @param previous what it was to have before
 */
public record Candidate(String memberId, String order, Set<String> topics, Set<TopicPartition> previous) {}
