/**
 * The examples of {@code docs/guide}, compiled and run. {@link io.replaymq.guide.GuideTest} holds that the guide shows them as they
 * are here: a block of the guide that follows {@code <!-- example: NAME -->} is what stands between {@code // example: NAME} and
 * {@code // end} in a class of this package.
 */
@NullMarked
package io.replaymq.guide;

import org.jspecify.annotations.NullMarked;
