package io.yarnflink.benchmarks.comparison;

import io.yarnflink.benchmarks.state.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks for Flink's engine and for ours: benchmark by benchmark, in rounds, the engines of a round one right after
 * the other, so that what disturbs the machine disturbs both. Prints a table in Markdown.
 *
 * <p>Arguments: how many rounds, which benchmarks (a regular expression), and further options for JMH.
 */
public final class Comparison {

    private static final List<Engine> ENGINES = List.of(Engine.FLINK, Engine.OURS);

    private final EngineProcess processes;
    private final Path results;

    private Comparison(EngineProcess processes, Path results) {
        this.processes = processes;
        this.results = results;
    }

    /** Runs what the arguments say. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 2) {
            throw new IllegalArgumentException(
                    "Expected the number of rounds and a regular expression for benchmarks, found "
                            + List.of(arguments));
        }
        int rounds = Integer.parseInt(arguments[0]);
        List<String> options = List.of(arguments).subList(2, arguments.length);
        Path target = Path.of(System.getProperty("benchmarks.target", "target"));
        Path results = Files.createDirectories(target.resolve("results"));
        System.out.print(new Comparison(new EngineProcess(options), results).run(rounds, arguments[1]));
    }

    private String run(int rounds, String wanted) throws IOException, InterruptedException {
        Table table = new Table();
        for (String benchmark : benchmarks(wanted)) {
            for (int round = 0; round < rounds; round++) {
                for (Engine engine : ENGINES) {
                    Path file = results.resolve(benchmark + "-" + engine + "-" + round + ".csv");
                    processes.run(engine, benchmark, file);
                    table.add(engine, file);
                }
            }
            System.err.print(table.markdown());
        }
        return table.markdown();
    }

    private static List<String> benchmarks(String wanted) {
        var silent = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
        Set<BenchmarkListEntry> found = BenchmarkList.defaultList()
                .find(silent, List.of(Pattern.compile(wanted).pattern()), List.of());
        Set<String> names = new TreeSet<>();
        found.forEach(entry -> names.add(entry.getUsername()));
        return new ArrayList<>(names);
    }
}
