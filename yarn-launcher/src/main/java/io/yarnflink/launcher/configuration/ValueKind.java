package io.yarnflink.launcher.configuration;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/**
 * What may be written for a key.
 *
 * @param expectation in words; empty if anything goes
 * @param reader fails if a value is none
 */
record ValueKind(String expectation, Function<String, Object> reader) {

    private static final String ENUM = "enum:";
    private static final ValueKind ANYTHING = new ValueKind("", text -> text);

    /** Reads what the build has noted. */
    static ValueKind parse(String noted) {
        if (noted.startsWith(ENUM)) {
            List<String> allowed = List.of(noted.substring(ENUM.length()).split("\\|"));
            return oneOf(allowed);
        }
        return switch (noted) {
            case "boolean" -> oneOf(List.of("true", "false"));
            case "integer" -> new ValueKind("a whole number", Integer::parseInt);
            case "long" -> new ValueKind("a whole number", Long::parseLong);
            case "float", "double" -> new ValueKind("a number", Double::parseDouble);
            case "duration" -> new ValueKind("a duration such as '20 s' or '7 d'", TimeUtils::parseDuration);
            case "memory" -> new ValueKind("an amount of memory such as '1728m' or '2g'", MemorySize::parse);
            default -> ANYTHING;
        };
    }

    private static ValueKind oneOf(List<String> allowed) {
        return new ValueKind(
                "one of " + String.join(", ", allowed),
                text -> allowed.stream()
                        .filter(text::equalsIgnoreCase)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(text)));
    }

    /** What was expected instead, if the value cannot be meant. */
    Optional<String> problem(String value) {
        try {
            Object unused = reader.apply(value.strip());
            return Optional.empty();
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.of(expectation);
        }
    }
}
