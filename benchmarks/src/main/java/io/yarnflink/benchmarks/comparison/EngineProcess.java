package io.yarnflink.benchmarks.comparison;

import io.yarnflink.benchmarks.state.Engine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs one benchmark for one engine in JVMs of its own. Class paths are this one without the other engine's JARs: two builds
 * of RocksDB have the same class names.
 */
final class EngineProcess {

    private static final long HEAP = 1L << 30;
    private static final long MOST_MEMORY = 512L << 20;

    private final List<String> options;

    /** @param options for JMH, after ours */
    EngineProcess(List<String> options) {
        this.options = options;
    }

    /** Returns when {@code results} has been written. */
    void run(Engine engine, String benchmark, Path results) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(engine),
                "org.openjdk.jmh.Main",
                "^" + Pattern.quote(benchmark) + "$"));
        command.addAll(List.of("-f", "1", "-wi", "4", "-w", "3", "-i", "5", "-r", "3", "-foe", "true"));
        command.addAll(List.of("-rf", "csv", "-rff", results.toString()));
        command.addAll(List.of("-jvmArgsAppend", flags(engine)));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(results + ".log"))
                .start();
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(
                    benchmark + " for " + engine + " ended with exit code " + exit + ", see " + results + ".log");
        }
    }

    private static String flags(Engine engine) {
        long heap = HEAP + engine.cacheBytes(MOST_MEMORY);
        return "-Xmx" + heap + " -Xms" + heap + " -XX:+UseG1GC -D" + Engine.PROPERTY + "=" + engine.name();
    }

    private static String classPath(Engine engine) {
        List<String> others = engine == Engine.FLINK
                ? List.of("/rocksdbjni", "hdfs-state")
                : List.of("/frocksdbjni", "/flink-statebackend-rocksdb");
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> others.stream().noneMatch(entry::contains))
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }
}
