package com.example.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The quickstart's application is one that knows nothing of the server it runs against. */
class StockApplicationTest {
    @Test
    void usesJakartaMessagingNamingAndTheJdkOnly() throws URISyntaxException {
        Path classes = Path.of(LinesApplication.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        Set<String> used = packagesUsedBelow(classes.resolve("com/example/lines"));

        assertThat(used).contains("jakarta.jms", "javax.naming", "java.lang");
        assertThat(used)
                .allMatch(name -> name.equals("jakarta.jms")
                        || name.equals("javax.naming")
                        || name.equals("com.example.lines")
                        || name.startsWith("java."));
    }

    private static Set<String> packagesUsedBelow(Path classes) {
        StringWriter output = new StringWriter();
        PrintWriter out = new PrintWriter(output);
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        assertThat(jdeps.run(out, out, "-verbose:package", classes.toString())).isZero();
        return output.toString()
                .lines()
                .map(line -> List.of(line.strip().split("\\s+", -1)))
                .filter(words -> words.size() > 2 && words.get(0).equals("com.example.lines"))
                .map(words -> words.get(2))
                .collect(Collectors.toSet());
    }
}
