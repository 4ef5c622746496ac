/**
 * A real server process under load, killed again and again. Clients are real JMS clients over TCP that live through it all;
 * what they saw is checked as a whole in the end.
 *
 * <p>Start at {@code SigkillUnderLoadCrashTest}.
 */
@NullMarked
package io.replaymq.server.crash;

import org.jspecify.annotations.NullMarked;
