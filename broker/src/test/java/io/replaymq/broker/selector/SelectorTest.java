package io.replaymq.broker.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.InvalidSelectorException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jakarta Messaging 3.1, section 3.8.1. */
class SelectorTest {
    private static final List<Boolean> TRUTHS = Arrays.asList(true, false, null);

    private final Map<String, Object> properties = new HashMap<>(
            Map.of("i", 7, "l", 8_000_000_000L, "f", 0.1f, "d", 2.5, "t", true, "no", false, "s", "it's", "empty", ""));

    @Test
    void andIsThreeValued() {
        for (Boolean a : TRUTHS) {
            for (Boolean b : TRUTHS) {
                Boolean expected =
                        (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) ? Boolean.FALSE : either(a, b, true);
                assertThat(valueOf("a AND b", a, b)).isEqualTo(expected);
            }
        }
    }

    @Test
    void orIsThreeValued() {
        for (Boolean a : TRUTHS) {
            for (Boolean b : TRUTHS) {
                Boolean expected =
                        (Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b)) ? Boolean.TRUE : either(a, b, false);
                assertThat(valueOf("a OR b", a, b)).isEqualTo(expected);
            }
        }
    }

    @Test
    void notIsThreeValued() {
        assertThat(valueOf("NOT a", true, null)).isFalse();
        assertThat(valueOf("NOT a", false, null)).isTrue();
        assertThat(valueOf("NOT a", null, null)).isNull();
        assertThat(valueOf("NOT NOT a", null, null)).isNull();
    }

    private static Boolean either(Boolean a, Boolean b, boolean otherwise) {
        return (a == null || b == null) ? null : (Boolean) otherwise;
    }

    /** True, false, or null for unknown: a selector that is unknown matches neither as it is nor negated. */
    private static Boolean valueOf(String selector, Boolean a, Boolean b) {
        Map<String, Object> values = new HashMap<>();
        values.put("a", a);
        values.put("b", b);
        boolean is = SelectorDifferentialTest.matches(Selector.compile(selector), values);
        boolean isNot = SelectorDifferentialTest.matches(Selector.compile("NOT (" + selector + ")"), values);
        return is == isNot ? null : (Boolean) is;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i = 7",
                "7 = i",
                "i <> 8",
                "i < 8 AND i <= 7 AND i > 6 AND i >= 7",
                "l = 8000000000",
                "d = 2.5e0",
                "i = 7.0",
                "d > 2",
                "i + 1 = 8 AND i - 1 = 6 AND i * 2 = 14 AND i / 2 = 3",
                "i + 2 * 3 = 13",
                "(i + 2) * 3 = 27",
                "-i = -7",
                "- -i = 7",
                "+i = 7",
                "i = 0x7 AND i = 07 AND i = 0b111 AND i = 7L AND i = 0_7",
                "i = 7f AND i = 7D",
                "i > .5 AND i < 7.5 AND i = 7. AND i = 70e-1 AND i = 0x7p0",
                "f = 0.1f AND f <> 0.1",
                "-9223372036854775808 < i",
                "-2147483648 + 0 < 0",
                "s = 'it''s'",
                "empty = ''",
                "t",
                "NOT no",
                "t = TRUE AND no = false",
                "t <> no",
                "i BETWEEN 7 AND 7",
                "i NOT BETWEEN 8 AND 9",
                "i between 1 and 3 + 5",
                "s IN ('x', 'it''s')",
                "s NOT IN ('x')",
                "s LIKE 'it%'",
                "s LIKE '__''_'",
                "s NOT LIKE '_'",
                "empty LIKE '%'",
                "empty LIKE ''",
                "missing IS NULL",
                "i IS NOT NULL",
                "(i = 7) = t",
                "TRUE",
                "i = 7 OR missing > 3",
                "NOT (i = 8 AND missing > 3)",
                "\ti\r\n=\f7",
                "i = 8 OR i = 7 AND t",
                "NOT i = 8",
                "i IS NULL OR i IS NOT NULL",
            })
    void matches(String selector) {
        assertThat(SelectorDifferentialTest.matches(Selector.compile(selector), properties))
                .as(selector)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing = 1",
                "missing <> 1",
                "NOT (missing = 1)",
                "missing > 1 OR missing <= 1",
                "missing",
                "NOT missing",
                "missing = missing",
                "missing BETWEEN 1 AND 2",
                "missing NOT BETWEEN 1 AND 2",
                "missing IN ('a')",
                "missing NOT IN ('a')",
                "missing LIKE '%'",
                "missing NOT LIKE '%'",
                "missing + 1 = 1",
                "-missing = 0",
                "i = missing + i",
                "i IS NULL",
                "missing IS NOT NULL",
                "FALSE",
                "i",
                "NOT i",
                "s",
                "NOT s",
                "i / 0 = i / 0",
                "NOT (i / 0 = 1)",
                "i = 'a'",
                "i <> 'a'",
                "s <> 7",
                "s = 7",
                "t = 'true'",
                "t <> 'x'",
                "t = 1",
                "s > i",
                "t > i",
                "s + 1 = 1",
                "NOT (s + 1 = 1)",
                "i LIKE '7'",
                "i IN ('7')",
                "I = 7",
                "d = 2.5f AND d = 2.4",
            })
    void doesNotMatch(String selector) {
        assertThat(SelectorDifferentialTest.matches(Selector.compile(selector), properties))
                .as(selector)
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "i =                    | character 4: found the end, expected",
                "i == 7                 | character 4: found =, expected",
                "i = 7 AND              | found the end",
                "(i = 7                 | character 7: found the end, expected",
                "i = 'x                 | character 5: found 'x, expected",
                "i = 7)                 | character 6: found ), expected",
                "i ! 7                  | character 3: found !, expected",
                "7                      | character 1: found a number, expected a condition",
                "'a'                    | character 1: found a string, expected a condition",
                "i = 7 AND 8            | character 11: found a number, expected a condition",
                "NOT 'a'                | character 5: found a string, expected a condition",
                "i > 'a'                | character 5: found a string, expected a number",
                "i > TRUE               | character 5: found a condition, expected a number",
                "i + 'a' = 1            | character 5: found a string, expected a number",
                "-'a' = 1               | character 2: found a string, expected a number",
                "i BETWEEN 1 AND 'a'    | character 17: found a string, expected a number",
                "'a' LIKE 'a'           | character 1: found 'a', expected an identifier",
                "i + 1 IN ('a')         | character 1: found i, expected an identifier",
                "7 IS NULL              | character 1: found 7, expected an identifier",
                "i IN (7)               | character 7: found 7, expected STRING",
                "i IN ()                | character 7: found ), expected STRING",
                "i LIKE 7               | character 8: found 7, expected STRING",
                "s LIKE 'a' ESCAPE 'ab' | character 19: found 'ab', expected one character",
                "i = 9223372036854775808 | character 5: number 9223372036854775808, expected the range of a long",
                "i = 1e999              | character 5: number 1e999, expected the range of a double",
                "i = 08                 | character 5: number 08, expected octal digits",
                "JMSDestination = 'a'   | character 1: found JMSDestination, expected a property or one of",
                "JMSfoo = 'a'           | character 1: found JMSfoo, expected a property or one of",
                "and = 1                | character 1: found and, expected",
                "i = NULL               | character 5: found NULL, expected",
                "a-b.c = 1              | character 4: found .",
                "                       | character 1: found the end, expected",
            })
    void refusesWithPositionAndWhatWasExpected(String selector, String message) {
        assertThatThrownBy(() -> Selector.compile(selector == null ? "" : selector))
                .isInstanceOf(InvalidSelectorException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"größe", "$a", "_a", "JMSXGroupID", "JMS_ReplayMQ_x", "Δ9", "andy", "is_", "\uD835\uDC00b"})
    void knowsJavaIdentifiers(String name) {
        Selector selector = Selector.compile(name + " = 1 AND " + name + " IS NOT NULL");

        assertThat(SelectorDifferentialTest.matches(selector, Map.of(name, 1))).isTrue();
    }

    @Test
    void isBounded() {
        assertThatThrownBy(() -> Selector.compile("a = '" + "x".repeat(Selector.MAX_BYTES) + "'"))
                .isInstanceOf(InvalidSelectorException.class)
                .hasMessageContaining("expected at most 16384");
        assertThat(nested(32)).isTrue();
        assertThatThrownBy(() -> nested(33)).hasMessageContaining("nested more than 32 deep");
        assertThatThrownBy(() -> nested(8_000)).hasMessageContaining("nested more than 32 deep");
        assertThatThrownBy(() -> Selector.compile(
                        IntStream.rangeClosed(0, 256).mapToObj(i -> "a" + i).collect(Collectors.joining(" OR "))))
                .hasMessageContaining("more than 256 identifiers");
    }

    private boolean nested(int depth) {
        return SelectorDifferentialTest.matches(
                Selector.compile("(".repeat(depth) + "i = 7" + ")".repeat(depth)), properties);
    }

    @Test
    void longChainsNeedNoStack() {
        assertThat(matchesChain("i = 8", " OR ", 1_500, "i = 7")).isTrue();
        assertThat(matchesChain("i = 7", " AND ", 1_500, "t")).isTrue();
        assertThat(matchesChain("", "NOT ", 4_000, "t")).isTrue();
        assertThat(matchesChain("0", "+ 0 ", 4_000, " < i")).isTrue();
        assertThat(matchesChain("", "- ", 8_000, "i = 7")).isTrue();
    }

    private boolean matchesChain(String part, String glue, int times, String last) {
        String text = part.isEmpty() || glue.startsWith("+")
                ? part + glue.repeat(times) + last
                : (part + glue).repeat(times) + last;
        return SelectorDifferentialTest.matches(Selector.compile(text), properties);
    }
}
