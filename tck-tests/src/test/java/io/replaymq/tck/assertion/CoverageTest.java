package io.replaymq.tck.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.tck.assertion.Sections.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of coverage says what the tests say, and every test says what it asserts. */
class CoverageTest {
    private static final Path PAGE = Path.of("../docs/conformance.md");
    private static final Path WRITTEN = Path.of("target/conformance.md");

    @Test
    void thePageIsUpToDate() throws IOException {
        String written = new CoveragePage().write();
        Files.writeString(WRITTEN, written);

        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("copy tck-tests/%s to docs/conformance.md", WRITTEN)
                .isEqualTo(written);
    }

    @Test
    void everyTestOfAnAreaSaysWhatItAsserts() {
        assertThat(Assertions.withoutAssertion()).isEmpty();
    }

    @Test
    void everySectionThatIsNamedExists() {
        assertThat(Assertions.all())
                .extracting(Assertions.Entry::section)
                .isSubsetOf(Sections.all().stream().map(Section::number).toList());
    }

    @Test
    void namesAreReadAsSentences() {
        assertThat(Sentences.of("aNewConnectionDeliversNothing")).isEqualTo("a new connection delivers nothing");
        assertThat(Sentences.of("aNameMayHave128Characters")).isEqualTo("a name may have 128 characters");
        assertThat(Sentences.of("onlyASelectorOnJMSTypeIs")).isEqualTo("only a selector on JMS type is");
        assertThat(Sentences.of("NO_LOCAL")).isEqualTo("no local");
    }
}
