/**
 * Bridges between ReplayMQ and other messaging systems.
 */
@NullMarked
package io.replaymq.bridges;

import org.jspecify.annotations.NullMarked;
