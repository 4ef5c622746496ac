package io.replaymq.tck.assertion;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test that asserts one thing which Jakarta Messaging 3.1 says. What that is, is the name of the method, read as a sentence.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Assertion {
    /** The section of the specification, such as {@code 8.3.3}. What only the interface's own pages say has the section about it. */
    String value();

    /** What it needs of a provider besides what its suite needs. */
    Feature[] needs() default {};

    /** How the reference provider does otherwise, and why that is not our misreading; it is not run there then. */
    String referenceDiffers() default "";

    /** A defect of ours that is known: what happens instead. It is not run against ReplayMQ then. */
    String openDefect() default "";
}
