package io.yarnflink.it.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.it.oracle.Engine;
import io.yarnflink.it.oracle.Engines;
import io.yarnflink.it.oracle.OwnEngine;
import io.yarnflink.it.oracle.Program;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;
import org.apache.flink.streaming.examples.wordcount.WordCount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each main class of Flink's examples, from the JAR as it is published. */
class AllExamplesIT {

    private static final String PACKAGE = "org/apache/flink/streaming/examples/";

    @TempDir
    private static Path folder;

    private static Engine flink;
    private static OwnEngine own;

    @BeforeAll
    static void start() throws Exception {
        flink = Engines.FLINK.start(folder);
        own = OwnEngine.start(Files.createDirectory(folder.resolve("own")), List.of(artifact()));
    }

    @AfterAll
    static void stop() {
        own.close();
        flink.close();
    }

    private static URL artifact() {
        return WordCount.class.getProtectionDomain().getCodeSource().getLocation();
    }

    @ParameterizedTest
    @MethodSource("bounded")
    void shouldWriteWhatItWritesOnApacheFlink(Example example) throws Exception {
        // when
        Path there = Files.createTempDirectory(folder, "there");
        Path here = Files.createTempDirectory(folder, "here");
        flink.run(program(example, there));
        own.run(program(example, here));

        // then
        assertThat(lines(there)).isNotEmpty();
        assertThat(lines(here)).isEqualTo(lines(there));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void shouldFailAsOnApacheFlink(Example example) throws Exception {
        // given
        Program program = program(example, Files.createTempDirectory(folder, "nothing"));

        // then
        assertThatThrownBy(() -> flink.run(program)).hasStackTraceContaining(".jar!/datas/");
        assertThatThrownBy(() -> own.run(program)).hasStackTraceContaining(".jar!/datas/");
    }

    @ParameterizedTest
    @MethodSource("endless")
    void shouldRunUntilItIsCanceled(Example example) throws Exception {
        own.runUntilAllTasksRun(program(example, Files.createTempDirectory(folder, "endless")));
    }

    @Test
    void shouldLeaveOutNoExample() throws Exception {
        // given
        TreeSet<String> known = new TreeSet<>();
        Example.all().forEach(example -> known.add(example.mainClass()));

        // then
        assertThat(mainClasses()).isEqualTo(known);
    }

    private static Program program(Example example, Path output) throws URISyntaxException {
        return new Program(
                Optional.of(Path.of(artifact().toURI())), example.mainClass(), example.argumentsFor(output.toString()));
    }

    private static Set<String> mainClasses() throws IOException {
        Set<String> found = new TreeSet<>();
        try (InputStream file = artifact().openStream();
                JarInputStream jar = new JarInputStream(file)) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                String name = entry.getName();
                if (name.startsWith(PACKAGE) && name.endsWith(".class") && hasMain(nameOf(name))) {
                    found.add(nameOf(name));
                }
            }
        }
        return found;
    }

    private static String nameOf(String entry) {
        return entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
    }

    private static boolean hasMain(String className) {
        try {
            Class.forName(className, false, AllExamplesIT.class.getClassLoader())
                    .getMethod("main", String[].class);
            return true;
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }

    /** All lines of all finished files, in order. */
    private static List<String> lines(Path output) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(output)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            lines.addAll(Files.readAllLines(file));
        }
        lines.sort(null);
        return lines;
    }

    private static Stream<Example> bounded() {
        return Example.that(Example.Ending.BOUNDED);
    }

    private static Stream<Example> failing() {
        return Example.that(Example.Ending.FAILING);
    }

    private static Stream<Example> endless() {
        return Example.that(Example.Ending.ENDLESS);
    }
}
