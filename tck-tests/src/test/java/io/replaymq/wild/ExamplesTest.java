package io.replaymq.wild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every project of {@code docs/examples} is what is built and tested here, and prints what its page says. */
class ExamplesTest extends WildSuite {
    @TempDir
    private Path work;

    static List<ExampleProject> projects() throws IOException {
        return ExampleProject.all();
    }

    @ParameterizedTest
    @MethodSource("projects")
    void printsWhatItsPageSays(ExampleProject project) throws Exception {
        Path classes = Files.createDirectory(work.resolve("classes"));
        project.compileTo(classes);

        List<String> printed = project.run(classes, work, url());

        assertThat(printed).containsSubsequence(project.shownOutput());
    }

    @ParameterizedTest
    @MethodSource("projects")
    void namesTheVersionsThatAreTested(ExampleProject project) throws Exception {
        Path root = Path.of("..", "pom.xml");
        Map<String, String> tested = ExampleProject.propertiesOf(root);

        Map<String, String> named = project.properties();

        assertThat(Files.readString(root)).contains("<version>" + named.remove("replaymq.version") + "</version>");
        named.remove("exec.mainClass");
        assertThat(tested).containsAllEntriesOf(named);
    }
}
