/**
 * The broker's interface over a network connection: wire schema, client and server endpoints.
 */
@NullMarked
package io.replaymq.remote;

import org.jspecify.annotations.NullMarked;
