package io.yarnflink.it.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.oracle.Engine;
import io.yarnflink.it.oracle.Engines;
import io.yarnflink.it.oracle.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a program looks like, what comes out of it is what comes out of it on Apache Flink. */
class ShapesIT {

    @TempDir
    private static Path folder;

    private static Engine flink;
    private static Engine own;

    @BeforeAll
    static void start() throws Exception {
        flink = Engines.FLINK.start(folder);
        own = Engines.OWN.start(Files.createDirectory(folder.resolve("own")));
    }

    @AfterAll
    static void stop() {
        own.close();
        flink.close();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void shouldComeOutAsOnApacheFlink(Shape shape) throws Exception {
        // given
        Program program = Program.of(ShapeMain.class, shape.name(), "STREAMING");

        // when
        List<String> there = resultsOf(program, flink);
        List<String> here = resultsOf(program, own);

        // then
        assertThat(there).as("Apache Flink").containsExactlyInAnyOrderElementsOf(shape.expected());
        assertThat(here).as("ours").isEqualTo(there);
    }

    @ParameterizedTest
    @MethodSource("shapesInBatchMode")
    void shouldComeOutAsOnApacheFlinkInBatchMode(Shape shape) throws Exception {
        // given
        Program program = Program.of(ShapeMain.class, shape.name(), "BATCH");

        // when
        List<String> there = resultsOf(program, flink);
        List<String> here = resultsOf(program, own);

        // then
        assertThat(there).as("Apache Flink").isNotEmpty();
        assertThat(here).as("ours").isEqualTo(there);
    }

    private static List<String> resultsOf(Program program, Engine engine) throws Exception {
        engine.run(program);
        return Results.take();
    }

    @AfterEach
    void forget() {
        Results.take();
    }

    private static Stream<Shape> shapes() {
        return ShapeMain.all();
    }

    private static Stream<Shape> shapesInBatchMode() {
        return ShapeMain.all().filter(Shape::batch);
    }
}
