package com.example.lines;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The checksum that everything is compared by. */
class TallyTest {
    private final Tally tally = tally("one", "two", "three");

    @Test
    void isTheSameInAnyOrder() {
        Tally other = new Tally();
        other.add("file", 3, "three");
        other.add("file", 1, "one");
        other.add("file", 2, "two");

        assertThat(other.checksum()).isEqualTo(tally.checksum());
        assertThat(other.doubled()).isZero();
    }

    @Test
    void differsWhenALineIsLostDoubledAlteredOrMoved() {
        assertThat(tally("one", "two").checksum()).isNotEqualTo(tally.checksum());
        assertThat(tally("one", "two", "threE").checksum()).isNotEqualTo(tally.checksum());
        assertThat(tally("two", "one", "three").checksum()).isNotEqualTo(tally.checksum());
        tally.add("file", 2, "two");
        assertThat(tally.checksum()).isNotEqualTo(tally("one", "two", "three").checksum());
        assertThat(tally.doubled()).isEqualTo(1);
    }

    @Test
    void tellsFilesApart() {
        Tally other = new Tally();
        other.add("other", 1, "one");
        other.add("file", 2, "two");
        other.add("file", 3, "three");

        assertThat(other.checksum()).isNotEqualTo(tally.checksum());
    }

    private static Tally tally(String... lines) {
        Tally tally = new Tally();
        for (int i = 0; i < lines.length; i++) {
            tally.add("file", i + 1, lines[i]);
        }
        return tally;
    }
}
