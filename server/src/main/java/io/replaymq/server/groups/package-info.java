/**
 * Commands that look at the groups of a running server, and set where they resume.
 *
 * <p>Start at {@link io.replaymq.server.groups.GroupsCommand}. All on the main thread.
 */
@NullMarked
package io.replaymq.server.groups;

import org.jspecify.annotations.NullMarked;
