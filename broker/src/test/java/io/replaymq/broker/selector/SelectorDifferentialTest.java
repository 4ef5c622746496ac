package io.replaymq.broker.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.replaymq.broker.api.InvalidSelectorException;
import io.replaymq.broker.selector.SelectorGenerator.Equality;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.selector.filter.BooleanExpression;
import org.apache.activemq.artemis.selector.filter.FilterException;
import org.apache.activemq.artemis.selector.filter.Filterable;
import org.apache.activemq.artemis.selector.impl.SelectorParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generated selectors over generated properties mean the same here and in Apache Artemis. */
class SelectorDifferentialTest {
    private static final int EXPRESSIONS = 100_000;
    private static final long SEED = 20_261_121;

    @Test
    void generatedSelectorsMeanWhatTheyMeanInArtemis() throws FilterException {
        SplittableRandom random = new SplittableRandom(SEED);
        SelectorGenerator generator = new SelectorGenerator(random.split());
        int matched = 0;
        for (int run = 0; run < EXPRESSIONS; run++) {
            boolean equality = run % 2 == 0; // in which Artemis does not take NULL for unknown
            String text = generator.next(equality ? Equality.WITH : Equality.WITHOUT);
            Selector ours = Selector.compile(text);
            BooleanExpression theirs = SelectorParser.parse(text);
            for (int message = 0; message < 3; message++) {
                Map<String, Object> properties = properties(random, equality ? 0 : 5);
                boolean match = matches(ours, properties);
                matched += match ? 1 : 0;
                if (match != theirs.matches(filterable(properties))) {
                    fail("seed %d, run %d: [%s] of %s: ours %s", SEED, run, text, properties, match);
                }
            }
        }
        assertThat(matched).isBetween(EXPRESSIONS / 2, EXPRESSIONS * 5 / 2);
    }

    /**
     * Where the two differ, and why it stays so; the generator keeps clear of these.
     *
     * <ul>
     *   <li>{@code =} and {@code <>} with NULL are unknown (3.8.1.2); Artemis compares a NULL property with another like a value.
     *   <li>Values of types that do not compare make a comparison false, {@code <>} too (3.8.1.1); Artemis negates its {@code =}.
     *   <li>Arithmetic uses Java's numeric promotion (3.8.1.1): dividing exact numbers gives an exact one, {@code float}s stay {@code
     *       float}s, a suffix makes a literal a {@code long}, 0.0 equals -0.0. Artemis divides and calculates in {@code double}, takes a
     *       literal that fits for an {@code int}, and orders numbers by {@code compareTo}.
     *   <li>Zero may have a suffix, as in Java; Artemis knows no {@code 0L}.
     * </ul>
     */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "i1 = i3,               i2, 0, false, true ",
                "i2 <> i1,              i2, 0, false, true ",
                "i1 <> 'a',             i1, 1, false, true ",
                "i1 / 2 = 3,            i1, 7, true,  false",
                "f1 * f1 > 0.0100000005, f1, 0.1, true, false",
                "i1 * 2L > 0,           i1, 2000000000, true, false",
                "-d1 = 0,               d1, 0.0, true, false",
            })
    void differsWhereTheSpecificationSaysSo(String text, String name, String value, boolean ours, boolean theirs)
            throws FilterException {
        Object typed =
                switch (name.charAt(0)) {
                    case 'f' -> Float.valueOf(value);
                    case 'd' -> Double.valueOf(value);
                    default -> Integer.valueOf(value);
                };
        Map<String, Object> properties = Map.of(name, typed);

        assertThat(matches(Selector.compile(text), properties)).isEqualTo(ours);
        assertThat(SelectorParser.parse(text).matches(filterable(properties))).isEqualTo(theirs);
    }

    @Test
    void refusesWhatIsNoneAndTakesWhatIsOneUnlikeArtemis() {
        assertThatThrownBy(() -> SelectorParser.parse("i1 = 0L")).isInstanceOf(FilterException.class);
        assertThatCode(() -> Selector.compile("i1 = 0L")).doesNotThrowAnyException();
        assertThatCode(() -> SelectorParser.parse("s1 + 'b' = 'ab'")).doesNotThrowAnyException();
        assertThatThrownBy(() -> Selector.compile("s1 + 'b' = 'ab'")).isInstanceOf(InvalidSelectorException.class);
    }

    private static Map<String, Object> properties(SplittableRandom random, int nullIn) {
        Map<String, Object> values = new HashMap<>();
        values.put("i1", random.nextInt(-3, 10));
        values.put("i2", random.nextInt());
        values.put("l1", random.nextLong(-3, 10));
        values.put("l2", random.nextLong());
        values.put("f1", (float) random.nextInt(-20, 20) / 4);
        values.put("d1", (double) random.nextInt(-30, 30) / 10);
        values.put("d2", random.nextDouble() * 1e9);
        SelectorGenerator.BOOLEANS.forEach(each -> values.put(each, random.nextBoolean()));
        SelectorGenerator.STRINGS.forEach(
                each -> values.put(each, SelectorGenerator.TEXTS.get(random.nextInt(SelectorGenerator.TEXTS.size()))));
        values.keySet().removeIf(each -> nullIn > 0 && random.nextInt(nullIn) == 0);
        return values;
    }

    static boolean matches(Selector selector, Map<String, Object> properties) {
        return selector.matches(
                (Values) number -> properties.get(selector.identifiers().name(number)));
    }

    static Filterable filterable(Map<String, Object> properties) {
        return new Filterable() {
            @Override
            public <T> T getBodyAs(Class<T> type) {
                return null;
            }

            @Override
            public Object getProperty(SimpleString name) {
                return properties.get(name.toString());
            }

            @Override
            public Object getLocalConnectionId() {
                return null;
            }
        };
    }
}
