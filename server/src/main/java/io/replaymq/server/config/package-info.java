/**
 * From a properties file and the command line to one {@link io.replaymq.server.api.ServerConfig}: checked whole, and every
 * problem named with its line or option.
 *
 * <p>Start at {@link io.replaymq.server.config.ConfigSource}. Used once, on the main thread.
 */
@NullMarked
package io.replaymq.server.config;

import org.jspecify.annotations.NullMarked;
