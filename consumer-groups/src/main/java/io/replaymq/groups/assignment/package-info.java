/**
 * Dividing partitions among the members of a consumer group.
 *
 * <p>Start at {@link io.replaymq.groups.assignment.Assignment}. Pure functions: the same members, topics and earlier targets give the
 * same answer. Any thread.
 */
@NullMarked
package io.replaymq.groups.assignment;

import org.jspecify.annotations.NullMarked;
