package io.replaymq.remote.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** The schema, and a reader of frames that knows nothing but the schema: what the codecs are held against. */
final class WireSchema {
    private final JsonNode root;

    private WireSchema(JsonNode root) {
        this.root = root;
    }

    static WireSchema load() {
        try (InputStream in = WireSchema.class.getResourceAsStream("wire-v1.json")) {
            return new WireSchema(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode root() {
        return root;
    }

    List<JsonNode> frames() {
        return list(root.get("frames"));
    }

    JsonNode frame(String name) {
        return frames().stream()
                .filter(each -> each.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Reads a frame behind its length field; gives the opcode's name and every field by name, and takes all bytes. */
    List<String> walk(ByteBuf in) {
        int opcode = in.readUnsignedByte();
        JsonNode frame = frames().stream()
                .filter(each -> each.get("opcode").asInt() == opcode)
                .findFirst()
                .orElseThrow();
        List<String> out = new ArrayList<>(List.of(frame.get("name").asText()));
        fields(frame.get("fields"), in, "", out);
        if (in.isReadable()) {
            throw new IllegalStateException(in.readableBytes() + " bytes left over: " + out);
        }
        return out;
    }

    private void fields(JsonNode fields, ByteBuf in, String path, List<String> out) {
        for (JsonNode each : fields) {
            field(each, each.get("type").asText(), in, path + each.get("name").asText(), out);
        }
    }

    private void field(JsonNode field, String type, ByteBuf in, String path, List<String> out) {
        switch (type) {
            case "u8" -> number(field, in.readUnsignedByte(), path, out);
            case "u16" -> number(field, in.readUnsignedShort(), path, out);
            case "i16" -> number(field, in.readShort(), path, out);
            case "i32" -> number(field, in.readInt(), path, out);
            case "i64" -> number(field, in.readLong(), path, out);
            case "uuid" -> out.add(path + "=" + new UUID(in.readLong(), in.readLong()));
            case "string" -> out.add(path + "=" + text(field, in));
            case "bytes" -> {
                int length = in.readInt();
                if (length > field.path("max").asInt(Integer.MAX_VALUE)) {
                    throw new IllegalStateException(path + " of " + length + " bytes");
                }
                out.add(path + "=" + length + " bytes");
                in.skipBytes(length);
            }
            case "bytelist" -> {
                int count = in.readUnsignedByte();
                for (int i = 0; i < count; i++) {
                    number(field, in.readUnsignedByte(), path + "[" + i + "]", out);
                }
            }
            case "list" -> elements(field, in, path, out);
            default -> {
                if (!type.startsWith("optional ")) {
                    structure(root.get("structures").get(type), in, path, out);
                } else if (in.readUnsignedByte() == 1) {
                    field(field, type.substring("optional ".length()), in, path, out);
                } else {
                    out.add(path + " absent");
                }
            }
        }
    }

    private void elements(JsonNode field, ByteBuf in, String path, List<String> out) {
        int count = in.readInt();
        if (count < field.path("min").asInt(0) || count > field.get("max").asInt()) {
            throw new IllegalStateException(path + " has " + count + " elements");
        }
        for (int i = 0; i < count; i++) {
            field(field, field.get("of").asText(), in, path + "[" + i + "]", out);
        }
    }

    private void structure(JsonNode structure, ByteBuf in, String path, List<String> out) {
        if (structure.isArray()) {
            fields(structure, in, path + ".", out);
        } else {
            JsonNode one = structure.get("cases").get(String.valueOf(in.readUnsignedByte()));
            out.add(path + " is " + one.get("name").asText());
            fields(one.get("fields"), in, path + ".", out);
        }
    }

    private static void number(JsonNode field, long value, String path, List<String> out) {
        boolean fits = !field.has("value") || field.get("value").asLong() == value;
        boolean known = !field.has("values") || field.get("values").has(String.valueOf(value));
        if (!fits
                || !known
                || (field.has("min")
                        && !field.has("of")
                        && value < field.get("min").asLong())) {
            throw new IllegalStateException(path + "=" + value + " is not in the schema");
        }
        out.add(path + "="
                + (field.has("values")
                        ? field.get("values").get(String.valueOf(value)).asText()
                        : value));
    }

    private static String text(JsonNode field, ByteBuf in) {
        int length = in.readUnsignedShort();
        if (length > field.get("max").asInt()) {
            throw new IllegalStateException(field.get("name") + " of " + length + " bytes");
        }
        return in.readCharSequence(length, java.nio.charset.StandardCharsets.UTF_8)
                .toString();
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        for (Iterator<JsonNode> each = array.elements(); each.hasNext(); ) {
            all.add(each.next());
        }
        return all;
    }
}
