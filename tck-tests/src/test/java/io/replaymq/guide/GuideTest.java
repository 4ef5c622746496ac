package io.replaymq.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide shows is what is compiled and run. */
class GuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide");
    private static final Path EXAMPLES = Path.of("src", "test", "java", "io", "replaymq", "guide");
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- example: ([a-z-]+) -->\\R)?```java\\R(.*?)\\R```", Pattern.DOTALL);
    private static final Pattern REGION =
            Pattern.compile("( *)// example: ([a-z-]+)\\R(.*?)\\R *// end\\b", Pattern.DOTALL);

    @Test
    void showsEveryExampleAsItIsRun() throws IOException {
        Map<String, String> regions = regions();
        List<String> shown = new ArrayList<>();
        for (Path page : files(GUIDE, ".md")) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                String name = block.group(1);
                assertThat(name)
                        .as("comment before the block in %s: %s", page, block.group(2))
                        .isNotNull();
                assertThat(regions).as("examples that are run").containsKey(name);
                assertThat(block.group(2)).as("example %s in %s", name, page).isEqualTo(regions.get(name));
                shown.add(name);
            }
        }

        assertThat(shown).containsExactlyInAnyOrderElementsOf(regions.keySet());
    }

    private static Map<String, String> regions() throws IOException {
        Map<String, String> regions = new LinkedHashMap<>();
        for (Path source : files(EXAMPLES, ".java")) {
            Matcher region = REGION.matcher(Files.readString(source));
            while (region.find()) {
                String text = region.group(3).replaceAll("(?m)^" + region.group(1), "");
                assertThat(regions.put(region.group(2), text))
                        .as(region.group(2))
                        .isNull();
            }
        }
        return regions;
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(each -> each.toString().endsWith(ending))
                    .filter(each -> !each.endsWith("GuideTest.java") && !each.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        }
    }
}
