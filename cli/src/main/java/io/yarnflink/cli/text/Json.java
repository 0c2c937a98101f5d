package io.yarnflink.cli.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Values for scripts, as JSON. */
public final class Json {

    private static final int FIRST_PRINTABLE = 0x20;

    private Json() {}

    /** An array of objects, each on a line of its own; values are numbers, booleans or strings. */
    public static String array(List<Map<String, Object>> objects) {
        return objects.isEmpty()
                ? "[]"
                : objects.stream().map(Json::object).collect(Collectors.joining(",\n  ", "[\n  ", "\n]"));
    }

    private static String object(Map<String, Object> fields) {
        return fields.entrySet().stream()
                .map(field -> string(field.getKey()) + ": " + value(field.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String value(Object value) {
        return value instanceof Number || value instanceof Boolean ? value.toString() : string(value.toString());
    }

    private static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < FIRST_PRINTABLE) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }
}
