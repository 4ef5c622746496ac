/**
 * The server process: command line, configuration, life cycle.
 */
@NullMarked
package io.replaymq.server;

import org.jspecify.annotations.NullMarked;
