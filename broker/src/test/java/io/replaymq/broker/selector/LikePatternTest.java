package io.replaymq.broker.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikePatternTest {
    @ParameterizedTest
    @CsvSource({
        "12%3, 123, true",
        "12%3, 12993, true",
        "12%3, 1234, false",
        "l_se, lose, true",
        "l_se, loose, false",
        "!_%, _foo, true",
        "!_%, bar, false",
        "100!%, 100%, true",
        "100!%, 1000, false",
        "!!, !, true",
        "a!, a!, true",
        "%, '', true",
        "_, '', false",
        "'', '', true",
        "'', a, false",
        "_x, \uD83D\uDE80x, true",
    })
    void matchesAsTheSpecificationSays(String pattern, String text, boolean expected) {
        assertThat(LikePattern.compile(pattern, '!').matches(text)).isEqualTo(expected);
    }

    @Test
    void agreesWithARegularExpression() {
        SplittableRandom random = new SplittableRandom(3);
        for (int run = 0; run < 20_000; run++) {
            String pattern = word(random, "ab%_", random.nextInt(6) == 0 ? 150 : 6);
            String text = word(random, "ab", 8).repeat(random.nextInt(1, 12));
            boolean expected = Pattern.matches(pattern.replace("%", ".*").replace('_', '.'), text);

            assertThat(LikePattern.compile(pattern, -1).matches(text))
                    .as("%s LIKE %s", text, pattern)
                    .isEqualTo(expected);
        }
    }

    private static String word(SplittableRandom random, String alphabet, int most) {
        StringBuilder word = new StringBuilder();
        for (int left = random.nextInt(most); left > 0; left--) {
            int next = random.nextInt(alphabet.length() * (most > 100 ? 8 : 1));
            word.append(alphabet.charAt(next < alphabet.length() ? next : next % 2));
        }
        return word.toString();
    }

    /** A matcher that goes back would take the age of the universe for this one. */
    @Test
    void takesNoLongerForAPatternThatInvitesToGoBack() {
        LikePattern pattern = LikePattern.compile("%a".repeat(2_000) + "%b", -1);

        assertThat(pattern.matches("a".repeat(60_000))).isFalse();
        assertThat(pattern.matches("a".repeat(60_000) + "b")).isTrue();
    }
}
