package io.yarnflink.benchmarks.comparison;

import io.yarnflink.benchmarks.state.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Scores of engines by what was measured: medians of all rounds, and their ratio. */
final class Table {

    private static final int MODE = 1;
    private static final int SCORE = 4;
    private static final int UNIT = 6;
    private static final int FIRST_PARAMETER = 7;

    private final Map<String, Map<Engine, List<Double>>> rows = new LinkedHashMap<>();

    /** Adds what JMH has written to {@code file}. */
    void add(Engine engine, Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.replace("\"", "").split(",", -1);
            rows.computeIfAbsent(name(fields), missing -> new EnumMap<>(Engine.class))
                    .computeIfAbsent(engine, missing -> new ArrayList<>())
                    .add(Double.parseDouble(fields[SCORE]));
        }
    }

    private static String name(String[] fields) {
        String benchmark = fields[0].substring(fields[0].lastIndexOf('.', fields[0].lastIndexOf('.') - 1) + 1);
        String parameters = java.util.Arrays.stream(fields)
                .skip(FIRST_PARAMETER)
                .filter(parameter -> !parameter.isEmpty())
                .collect(Collectors.joining(" ", " ", ""));
        return benchmark + parameters + ", " + fields[MODE] + " " + fields[UNIT];
    }

    /** The table as it is now. */
    String markdown() {
        StringBuilder text = new StringBuilder("\n| benchmark | Flink | ours | ours / Flink |\n|---|---|---|---|\n");
        rows.forEach((name, scores) -> {
            double flink = median(scores.getOrDefault(Engine.FLINK, List.of()));
            double ours = median(scores.getOrDefault(Engine.OURS, List.of()));
            text.append(String.format(Locale.ROOT, "| %s | %,.2f | %,.2f | %.2f |%n", name, flink, ours, ours / flink));
        });
        return text.toString();
    }

    private static double median(List<Double> scores) {
        List<Double> sorted = scores.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }
}
