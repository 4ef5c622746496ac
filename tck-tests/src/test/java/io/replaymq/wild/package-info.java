/**
 * Libraries that applications are built with, as they are published and unmodified, against a server over TCP: Spring Framework and
 * Spring Boot, pooled-jms, Apache Camel. What they ask of a provider beyond the letter of the specification is found here.
 *
 * <p>Each class extends {@link io.replaymq.wild.WildSuite}, which has the server. A test that restarts it does so in the middle of
 * what the library does, and the library is not told.
 */
@NullMarked
package io.replaymq.wild;

import org.jspecify.annotations.NullMarked;
