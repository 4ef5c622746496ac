/**
 * Who produces: ids, the names that producers go by, their incarnations, and which transactions of a name were committed.
 *
 * <p>Start at {@link io.replaymq.transactions.identity.IdentityLog}: it appends to the internal topic {@code __producers} and follows it;
 * {@link io.replaymq.transactions.identity.Identities} is what follows from its records. Belongs to one thread, its owner's. Layout of
 * the records: {@code docs/format/producer-ids.md}.
 */
@NullMarked
package io.replaymq.transactions.identity;

import org.jspecify.annotations.NullMarked;
