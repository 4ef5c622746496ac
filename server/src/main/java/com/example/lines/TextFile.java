package com.example.lines;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A text file to be shipped.
 *
 * @param name the key of its lines
 * @param path where it lies
 */
public record TextFile(String name, Path path) {
    /** Its lines, as UTF-8 or, if it is not UTF-8, as ISO 8859-1, which takes any byte. */
    public List<String> lines() throws IOException {
        try {
            return Files.readAllLines(path, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return Files.readAllLines(path, StandardCharsets.ISO_8859_1);
        }
    }
}
