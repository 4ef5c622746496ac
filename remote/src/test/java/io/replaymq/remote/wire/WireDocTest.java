package io.replaymq.remote.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page about the wire shows the schema: its tables are written from it. */
class WireDocTest {
    private static final String BEGIN = "<!-- written from wire-v1.json -->\n";
    private static final String END = "<!-- end -->\n";

    private final StringBuilder out = new StringBuilder();

    /** When it fails, copy the tables from {@code target/wire.md} into the page. */
    @Test
    void showsTheSchema() throws IOException {
        String tables = tables(WireSchema.load().root());
        Files.writeString(Path.of("target", "wire.md"), tables);

        String page = Files.readString(Path.of("..", "docs", "format", "wire.md"), UTF_8);

        assertThat(page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END)))
                .isEqualTo(tables);
    }

    private String tables(JsonNode root) {
        line("");
        line("| opcode | frame | from | legal in | meaning |");
        line("| --: | --- | --- | --- | --- |");
        for (JsonNode each : root.get("frames")) {
            line("| `0x%02X` | %s | %s | %s | %s |"
                    .formatted(
                            each.get("opcode").asInt(),
                            each.get("name").asText(),
                            each.get("from").asText(),
                            String.join(" ", texts(each.get("legalIn"))),
                            each.get("meaning").asText()));
        }
        for (JsonNode each : root.get("frames")) {
            if (!each.get("fields").isEmpty()) {
                line("");
                line("### " + each.get("name").asText());
                fields(each.get("fields"));
            }
        }
        line("");
        line("## Structures");
        root.get("structures").properties().forEach(this::structure);
        return out.append('\n').toString();
    }

    private void structure(Map.Entry<String, JsonNode> structure) {
        line("");
        line("### " + structure.getKey());
        if (structure.getValue().isArray()) {
            fields(structure.getValue());
            return;
        }
        line("");
        line("One byte says which, its fields follow.");
        line("");
        line("| byte | is | fields |");
        line("| --: | --- | --- |");
        structure.getValue().get("cases").properties().forEach(each -> {
            List<String> names = new ArrayList<>();
            each.getValue()
                    .get("fields")
                    .forEach(field -> names.add(field.get("name").asText() + " (" + type(field) + ")"));
            line("| " + each.getKey() + " | " + each.getValue().get("name").asText() + " | " + String.join(", ", names)
                    + " |");
        });
    }

    private void fields(JsonNode fields) {
        line("");
        line("| field | type | |");
        line("| --- | --- | --- |");
        for (JsonNode each : fields) {
            line("| " + each.get("name").asText() + " | " + type(each) + " | " + notes(each) + " |");
        }
    }

    private static String type(JsonNode field) {
        String type = field.get("type").asText();
        return type.equals("list") ? "list of " + field.get("of").asText() : type;
    }

    private static String notes(JsonNode field) {
        List<String> notes = new ArrayList<>();
        if (field.has("doc")) {
            notes.add(field.get("doc").asText());
        }
        if (field.has("value")) {
            notes.add("`0x%08X`".formatted(field.get("value").asInt()));
        }
        if (field.has("values")) {
            field.get("values")
                    .properties()
                    .forEach(each ->
                            notes.add(each.getKey() + " " + each.getValue().asText()));
        }
        if (field.has("min")) {
            notes.add("at least " + field.get("min").asText());
        }
        if (field.has("max")) {
            notes.add("at most " + field.get("max").asText());
        }
        return String.join("; ", notes);
    }

    private static List<String> texts(JsonNode array) {
        return WireSchema.list(array).stream().map(JsonNode::asText).toList();
    }

    private void line(String line) {
        out.append(line).append('\n');
    }
}
