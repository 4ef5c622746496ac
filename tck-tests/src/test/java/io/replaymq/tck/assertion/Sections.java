package io.replaymq.tck.assertion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;

/** The sections of Jakarta Messaging 3.1 that say how a provider behaves, in their order. */
final class Sections {
    private static final String RESOURCE = "/io/replaymq/tck/sections.tsv";

    private Sections() {}

    /**
     * One of them.
     *
     * @param number such as {@code 8.3.3}
     * @param title of the specification
     * @param note why nothing is asserted, if it is so; else empty
     */
    record Section(String number, String title, String note) {
        int depth() {
            return (int) number.chars().filter(c -> c == '.').count();
        }
    }

    static List<Section> all() {
        try (InputStream resource = Sections.class.getResourceAsStream(RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, UTF_8))) {
            return lines.lines().map(Sections::section).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    private static Section section(String line) {
        String[] columns = line.split("\t", -1);
        return new Section(columns[0], columns[1], columns.length > 2 ? columns[2] : "");
    }
}
