package io.replaymq.wild;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.server.process.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A Maven project of {@code docs/examples}, compiled and run with the class path of this module instead of its own. */
record ExampleProject(Path directory) {
    private static final Path EXAMPLES =
            Path.of("..", "docs", "examples").toAbsolutePath().normalize();
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final Pattern PROPERTY = Pattern.compile("<([a-z][\\w.-]*)>([^<>]+)</\\1>");
    private static final Pattern SHOWN = Pattern.compile("```text\\R(.*?)\\R```", Pattern.DOTALL);
    private static final int DEADLINE_S = 120;

    static List<ExampleProject> all() throws IOException {
        try (Stream<Path> directories = Files.list(EXAMPLES)) {
            return directories
                    .filter(each -> Files.exists(each.resolve("pom.xml")))
                    .sorted()
                    .map(ExampleProject::new)
                    .toList();
        }
    }

    /** What stands in {@code <properties>} of a POM. */
    static Map<String, String> propertiesOf(Path pom) throws IOException {
        String text = Files.readString(pom);
        Matcher matcher = PROPERTY.matcher(text.substring(text.indexOf("<properties>"), text.indexOf("</properties>")));
        Map<String, String> properties = new HashMap<>();
        while (matcher.find()) {
            properties.put(matcher.group(1), matcher.group(2));
        }
        return properties;
    }

    Map<String, String> properties() throws IOException {
        return propertiesOf(directory.resolve("pom.xml"));
    }

    /** What its page says that it prints. */
    List<String> shownOutput() throws IOException {
        Matcher shown = SHOWN.matcher(Files.readString(directory.resolve("README.md")));
        assertThat(shown.find()).as("a block of text in the page of %s", this).isTrue();
        return shown.group(1).lines().toList();
    }

    /** Compiles it, with warnings as errors, and puts its resources beside its classes. */
    void compileTo(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-parameters",
                "-Xlint:all,-path,-classfile",
                "-Werror",
                "-cp",
                CLASS_PATH,
                "-d",
                classes.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            null, files, null, options, null, files.getJavaFileObjectsFromPaths(filesBelow("java")))
                    .call();
            assertThat(compiled).as("%s is compiled", this).isTrue();
        }
        for (Path each : filesBelow("resources")) {
            Files.copy(each, classes.resolve(each.getFileName()));
        }
    }

    private List<Path> filesBelow(String kind) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("src/main").resolve(kind))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Runs it in a process of its own, in a directory that it may write to. @return what it printed */
    List<String> run(Path classes, Path work, String serverUrl) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ServerProcess.javaCommand(classes + File.pathSeparator + CLASS_PATH));
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", properties().get("exec.mainClass")));
        Path output = work.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("REPLAYMQ_URL", serverUrl);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(DEADLINE_S, TimeUnit.SECONDS);
            assertThat(ended)
                    .as("%s ends; it printed %s", this, Files.readString(output))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readAllLines(output);
    }

    @Override
    public String toString() {
        return directory.getFileName().toString();
    }
}
