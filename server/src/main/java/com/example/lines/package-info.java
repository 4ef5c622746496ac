/**
 * A stock Jakarta Messaging application, the one that {@code replaymq quickstart} runs: it ships the lines of text files through
 * a queue and a topic. It imports {@code jakarta.jms}, {@code javax.naming} and the JDK and nothing else, and finds its
 * connection factory and destinations through JNDI ({@code jndi.properties} on its class path).
 *
 * <p>Start at {@link com.example.lines.LinesApplication}.
 */
package com.example.lines;
