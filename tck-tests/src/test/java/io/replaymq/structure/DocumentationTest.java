package io.replaymq.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages refer to is there, and what is there is referred to. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s#]+)(?:#[^)]*)?\\)");

    @Test
    void everyLinkToAFileFindsIt() throws IOException {
        for (Path page : pages(ROOT)) {
            assertThat(linksOf(page))
                    .as("links of %s", ROOT.relativize(page))
                    .allMatch(link -> Files.exists(page.resolveSibling(link)));
        }
    }

    @Test
    void everyPageOfFormatsAndDecisionsIsInItsIndex() throws IOException {
        for (String directory : List.of("docs", "docs/format", "docs/adr")) {
            Path index = ROOT.resolve(directory).resolve("README.md");
            try (Stream<Path> files = Files.list(index.getParent())) {
                List<String> names = files.map(each -> each.getFileName().toString())
                        .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                        .toList();

                assertThat(linksOf(index)).as("links of %s", directory).containsAll(names);
            }
        }
    }

    private static List<String> linksOf(Path page) throws IOException {
        return LINK.matcher(Files.readString(page))
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                .toList();
    }

    private static List<Path> pages(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(each -> each.toString().endsWith(".md"))
                    .filter(each -> !root.relativize(each).toString().contains("target/"))
                    .toList();
        }
    }
}
