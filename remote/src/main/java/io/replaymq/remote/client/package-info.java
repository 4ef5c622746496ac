/**
 * The client's end of a connection: a link that survives the loss of its connection.
 *
 * <p>Start at {@link io.replaymq.remote.client.LinkSession}, whose head comment explains how nothing is lost and nothing doubled.
 */
@NullMarked
package io.replaymq.remote.client;

import org.jspecify.annotations.NullMarked;
