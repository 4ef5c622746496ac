package io.replaymq.groups.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of many topics. */
final class TopicWildcardTest {
    @ParameterizedTest
    @CsvSource({
        "news.*,        news.europe,            true",
        "news.*,        news,                   false",
        "news.*,        news.europe.sport,      false",
        "news.*.sport,  news.europe.sport,      true",
        "news.*.sport,  news.sport,             false",
        "*,             news,                   true",
        "*.*,           news,                   false",
        "news.#,        news,                   true",
        "news.#,        news.europe.sport,      true",
        "news.#,        newspaper,              false",
        "#,             a.b.c,                  true",
        "#.sport,       sport,                  true",
        "#.sport,       news.sport.sport,       true",
        "#.sport,       news.sport.europe,      false",
        "news.#.sport,  news.sport,             true",
        "news.#.sport,  news.a.b.sport,         true",
        "news.#.sport,  news.a.b.sports,        false",
        "#.a.#.b,       x.a.y.a.b,              true",
        "#.a.*.b,       a.a.b.b,                true",
        "#.#,           a,                      true",
        "*.#,           a.b,                    true",
        "news.a*,       news.ab,                false",
        "news,          news,                   true"
    })
    void aStarIsAWordAndAHashAnyNumberOfThem(String name, String topic, boolean expected) {
        assertThat(TopicWildcard.of(name).matches(topic)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "#", "a.*", "#.a", "a.#.b"})
    void aNameWithAWordThatIsAWildcardMeansMany(String name) {
        assertThat(TopicWildcard.isOne(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a*", "a.b#", "a..b", "**"})
    void otherNamesMeanOneTopic(String name) {
        assertThat(TopicWildcard.isOne(name)).isFalse();
    }
}
