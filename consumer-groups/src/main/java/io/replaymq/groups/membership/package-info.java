/**
 * Who is in a consumer group, what each member has and is to have.
 *
 * <p>Start at {@link io.replaymq.groups.membership.GroupCoordinator}, which decides; what it decided is in
 * {@link io.replaymq.groups.membership.Memberships}, which also a start replays. Owner thread only. Semantics:
 * {@code docs/groups.md}.
 */
@NullMarked
package io.replaymq.groups.membership;

import org.jspecify.annotations.NullMarked;
