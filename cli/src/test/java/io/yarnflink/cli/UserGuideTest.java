package io.yarnflink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.configuration.YarnKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the user guide has tables of is what there is. */
class UserGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "user-guide.md");
    private static final Pattern LONG_OPTION = Pattern.compile("(?<![\\w-])--[a-zA-Z][\\w-]*");
    private static final Pattern WORD_OF_CODE = Pattern.compile("`([^`]+)`");
    private static final Set<String> OF_EVERY_COMMAND = Set.of("--help", "--version");

    @TempDir
    private Path folder;

    @Test
    void shouldTellTheMeaningOfEachExitCode() throws IOException {
        assertThat(firstCells("## Exit codes").map(Integer::valueOf))
                .containsExactlyElementsOf(
                        Arrays.stream(ExitCode.values()).map(ExitCode::number).toList());
    }

    @Test
    void shouldNameEachOptionAndNoneThatDoesNotExist() throws IOException {
        // given
        Set<String> named = new TreeSet<>(LONG_OPTION
                .matcher(Files.readString(GUIDE))
                .results()
                .map(MatchResult::group)
                .toList());
        List<OptionSpec> options = new ArrayList<>();
        collect(new Cli(folder, new FakeCluster(), Map.of()).commandLine(), options);

        // then
        assertThat(options.stream().flatMap(option -> Stream.of(option.names())))
                .containsAll(named);
        assertThat(options)
                .filteredOn(option -> !option.hidden() && option.longestName().startsWith("--"))
                .filteredOn(option -> !OF_EVERY_COMMAND.contains(option.longestName()))
                .allMatch(option -> Stream.of(option.names()).anyMatch(named::contains));
    }

    @Test
    void shouldTellWhatBecomesOfEachOfFlinksKeysForYarn() throws IOException {
        // given
        Map<String, String> told = new TreeMap<>();
        for (String line : lines("### Keys of YARN")) {
            String[] cells = line.split("\\|", -1);
            for (YarnKey.Treatment treatment : YarnKey.Treatment.values()) {
                String word = treatment.name().toLowerCase(Locale.ROOT);
                if (cells.length > 2 && cells[2].strip().startsWith(word)) {
                    keys(cells[1]).forEach(key -> told.put(key, word));
                }
            }
        }

        // then
        Map<String, String> done = new TreeMap<>();
        YarnKey.all().forEach(row -> done.put(row.key(), row.treatment().name().toLowerCase(Locale.ROOT)));
        assertThat(told).isEqualTo(done);
    }

    /** A key that begins with a dot begins as the one before. */
    private static List<String> keys(String cell) {
        List<String> keys = new ArrayList<>();
        String beginning = "";
        for (String key : WORD_OF_CODE
                .matcher(cell)
                .results()
                .map(match -> match.group(1))
                .toList()) {
            String whole = key.startsWith(".") ? beginning + key : key;
            beginning = whole.substring(0, whole.lastIndexOf('.'));
            keys.add(whole);
        }
        return keys;
    }

    private static void collect(CommandLine command, List<OptionSpec> options) {
        options.addAll(command.getCommandSpec().options());
        command.getSubcommands().values().forEach(below -> collect(below, options));
    }

    /** Of the rows with numbers. */
    private static Stream<String> firstCells(String heading) throws IOException {
        return lines(heading).stream()
                .map(line -> line.split("\\|", -1))
                .filter(cells -> cells.length > 2)
                .map(cells -> cells[1].strip())
                .filter(cell -> cell.matches("\\d+"));
    }

    /** From a heading to the next. */
    private static List<String> lines(String heading) throws IOException {
        List<String> lines = Files.readAllLines(GUIDE);
        int first = lines.indexOf(heading) + 1;
        assertThat(first).as(heading).isPositive();
        return lines.subList(first, lines.size()).stream()
                .takeWhile(line -> !line.startsWith("#"))
                .toList();
    }
}
