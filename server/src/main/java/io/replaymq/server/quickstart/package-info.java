/**
 * The quickstart: runs a stock Jakarta Messaging application ({@code com.example.lines}) against a real server, kills that server
 * in the middle, and proves that nothing was lost and nothing doubled.
 *
 * <p>Start at {@link io.replaymq.server.quickstart.QuickstartCommand}, whose steps are in {@code Quickstart}. The main thread does
 * all the work; application and server are processes of their own, which a shutdown hook ends in any case.
 */
@NullMarked
package io.replaymq.server.quickstart;

import org.jspecify.annotations.NullMarked;
