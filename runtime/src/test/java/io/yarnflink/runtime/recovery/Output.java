package io.yarnflink.runtime.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What a job has committed to files. */
final class Output {

    private Output() {}

    /** The lines of all committed files. */
    static List<String> lines(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<String> lines = new ArrayList<>();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                // Hidden files are not committed.
                if (!name.startsWith(".") && !name.startsWith("_")) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
            return lines;
        }
    }

    /** Asserts that the books of {@link Books} are complete and correct: nothing is lost and nothing doubled. */
    static void assertBooksOf(long records, Path folder) throws IOException {
        List<String> lines = lines(folder);
        List<String> expected = new ArrayList<>();
        for (int key = 0; key < Books.KEYS; key++) {
            long ofKey = (records - key + Books.KEYS - 1) / Books.KEYS;
            int present = key;
            LongStream.rangeClosed(1, ofKey).forEach(number -> expected.add(present + " " + number));
        }
        assertThat(of("record", lines).map(line -> line.substring(0, line.indexOf(' '))))
                .as("records")
                .containsExactlyInAnyOrderElementsOf(numbers(records));
        assertThat(of("record", lines).map(line -> line.substring(line.indexOf(' ') + 1)))
                .as("running numbers of keys")
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(of("timer", lines)).as("timers").containsExactlyInAnyOrderElementsOf(numbers(records));
        assertThat(of("split", lines).mapToLong(Long::parseLong).sum())
                .as("split list state")
                .isEqualTo(records);
        assertThat(of("union", lines).mapToLong(Long::parseLong).sum())
                .as("union list state")
                .isEqualTo(records);
    }

    static List<String> numbers(long count) {
        return LongStream.range(0, count).mapToObj(Long::toString).toList();
    }

    private static Stream<String> of(String kind, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(kind + " "))
                .map(line -> line.substring(kind.length() + 1));
    }
}
