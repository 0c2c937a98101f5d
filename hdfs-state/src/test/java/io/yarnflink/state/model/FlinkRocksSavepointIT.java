package io.yarnflink.state.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.state.RocksStateBackend;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Canonical savepoints between Flink's own RocksDB backend and ours, both ways, with another parallelism. Flink's runs in a
 * process of its own: its RocksDB has the same class names as ours.
 */
class FlinkRocksSavepointIT {

    private static final String FACTORY = "org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackendFactory";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldGoOnFromASavepointOfFlinks(int seed) throws Exception {
        // given
        flinks("write", seed);

        // when, then
        FlinkRocks.read(ours(), folder, seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void shouldWriteASavepointThatFlinkGoesOnFrom(int seed) throws Exception {
        // given
        FlinkRocks.write(ours(), folder, seed);

        // when, then
        flinks("read", seed);
    }

    private RocksStateBackend ours() {
        Configuration configuration = new Configuration();
        configuration.setString("yarnflink.state.object-cache.size", "20kb");
        configuration.setString(
                "state.backend.rocksdb.localdir", folder.resolve("ours").toString());
        return new RocksStateBackend(configuration);
    }

    private void flinks(String what, int seed) throws Exception {
        Path log = folder.resolve("flinks.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPath(),
                        FlinkRocks.class.getName(),
                        what,
                        folder.toString(),
                        String.valueOf(seed),
                        FACTORY)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = process.waitFor();
        assertThat(exit).as(() -> "Flink's side said:\n" + text(log)).isZero();
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (java.io.IOException gone) {
            return gone.toString();
        }
    }

    private static String classPath() throws Exception {
        List<String> ours = List.of("/rocksdbjni", "hdfs-state/target/classes", "yarn-flink-hdfs-state");
        try (Stream<Path> flinks = Files.list(Path.of(System.getProperty("flink.rocksdb.lib")))) {
            return Stream.concat(
                            flinks.map(Path::toString),
                            Arrays.stream(System.getProperty("java.class.path")
                                            .split(Pattern.quote(File.pathSeparator), -1))
                                    .filter(entry -> ours.stream().noneMatch(entry::contains)))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
