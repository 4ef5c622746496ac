package io.replaymq.log.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A property test: runs many times, each time with another {@link Seed} as its parameter. When a run fails, its name and its
 * failure tell the seed; {@code -Dseed=<number>} runs that one alone.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(SeededRuns.class)
public @interface SeededTest {
    /** How many seeds to try. {@code -Dseed.runs.factor=<number>} multiplies it. */
    int runs() default 100;
}
