package io.yarnflink.it.refusals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.yarnflink.it.oracle.Engine;
import io.yarnflink.it.oracle.Engines;
import io.yarnflink.it.oracle.Run;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.util.ExceptionUtils;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // by takeSavepoint()
    private Engine engine;

    @SuppressWarnings("NullAway.Init") // by takeSavepoint()
    private Path original;

    /** A copy of it for each test. */
    private Path savepoint = Path.of("");

    private int tests;

    @BeforeAll
    void takeSavepoint() throws Exception {
        engine = Engines.OWN.start(folder.resolve("work"));
        Run job = engine.submit(graph(CountingJob.first()));
        job.awaitRunning();
        String path = job.stop(folder.resolve("savepoints").toUri().toString(), false);
        original = Path.of(new org.apache.flink.core.fs.Path(path).getPath());
    }

    @BeforeEach
    void copySavepoint() throws IOException {
        tests++;
        savepoint = folder.resolve("copy-" + tests);
        Tree.copy(original, savepoint);
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    @Test
    void shouldGoOnFromWhatIsWhole() throws Exception {
        assertGoesOn(CountingJob.first());
    }

    @Test
    void shouldNameTheSavepointThatIsNotThere() {
        // when
        Throwable refusal = refusalOf(
                CountingJob.first().from(folder.resolve("nothing-here").toUri().toString()));

        // then
        assertThatText(refusal).contains("nothing-here");
    }

    @Test
    void shouldNameMetadataThatAreCutShort() throws Exception {
        // given
        byte[] metadata = Files.readAllBytes(savepoint.resolve("_metadata"));
        Files.write(savepoint.resolve("_metadata"), Arrays.copyOf(metadata, metadata.length / 2));

        // then
        assertRefused(CountingJob.first(), "_metadata");
    }

    @Test
    void shouldNameMetadataThatAreSomethingElse() throws Exception {
        // given
        Files.write(savepoint.resolve("_metadata"), "nothing that one could restore".getBytes(StandardCharsets.UTF_8));

        // then
        assertRefused(CountingJob.first(), "_metadata");
    }

    @Test
    void shouldNameTheStateFileThatIsMissingAndItsOperator() throws Exception {
        // given
        String largest = largestStateFile();
        Files.delete(savepoint.resolve(largest));

        // then
        assertRefused(CountingJob.first(), largest, "count");
    }

    @Test
    void shouldNameTheOperatorThatStateHasNoPlaceFor() throws Exception {
        assertRefused(CountingJob.first().uid("other"), savepoint.getFileName().toString(), "llowNonRestoredState");
    }

    @Test
    void shouldLeaveStateOutIfThatIsAllowed() throws Exception {
        assertGoesOn(CountingJob.first().uid("other").allowingNonRestoredState());
    }

    @Test
    void shouldNameTheOperatorWhoseMaximumParallelismIsAnother() throws Exception {
        assertRefused(CountingJob.first().maxParallelism(16), "count", "64", "16");
    }

    @Test
    void shouldNameTheOperatorWhoseStateHasAnotherType() throws Exception {
        assertRefused(CountingJob.first().countingInText(), "count", "serializer");
    }

    private void assertRefused(CountingJob job, String... words) throws IOException {
        // given
        Map<String, ByteBuffer> before = Tree.contents(savepoint);

        // when
        Throwable refusal = refusalOf(job.from(savepoint.toUri().toString()));

        // then
        assertThatText(refusal).contains(words);
        assertThat(Tree.contents(savepoint)).isEqualTo(before);
    }

    private void assertGoesOn(CountingJob job) throws Exception {
        // given
        Map<String, ByteBuffer> before = Tree.contents(savepoint);
        Run run = engine.submit(graph(job.from(savepoint.toUri().toString())));

        // when
        run.awaitRunning();
        String next = run.stop(folder.resolve("next-" + tests).toUri().toString(), false);

        // then
        assertThat(next).isNotEmpty();
        assertThat(Tree.contents(savepoint)).isEqualTo(before);
    }

    private Throwable refusalOf(CountingJob job) {
        return catchThrowable(() -> engine.submit(graph(job)).awaitEnd());
    }

    private static JobGraph graph(CountingJob job) {
        return job.graph(folder.resolve("checkpoints").toUri().toString());
    }

    private static AbstractStringAssert<?> assertThatText(Throwable refusal) {
        return assertThat(ExceptionUtils.stringifyException(refusal));
    }

    private String largestStateFile() throws IOException {
        return Tree.contents(savepoint).entrySet().stream()
                .filter(file -> !file.getKey().equals("_metadata"))
                .max((one, other) -> Integer.compare(
                        one.getValue().remaining(), other.getValue().remaining()))
                .orElseThrow()
                .getKey();
    }
}
