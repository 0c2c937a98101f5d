package io.yarnflink.runtime.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.program.SubmittedJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorsUnderFailuresTest {

    private static final long RECORDS = 4_000;
    private static final long NANOS_PER_LINE = 2_000_000;

    @TempDir
    private Path folder;

    @Test
    void shouldReadEachSplitOnceWhenWorkersAreKilled() throws Exception {
        // given
        List<String> lines = writeFiles(40, 100);
        FileSource<String> source = FileSource.forRecordStreamFormat(
                        new TextLineInputFormat(),
                        new org.apache.flink.core.fs.Path(
                                folder.resolve("input").toUri()))
                .build();
        try (TestCluster cluster = TestCluster.start(folder)) {
            SubmittedJob job = cluster.submit(
                    Numbers.job(TestCluster.settings(folder), source, CoordinatorsUnderFailuresTest::slowly, output()));

            // when
            for (int kill = 0; kill < 3; kill++) {
                cluster.awaitCheckpoints(job, 2);
                cluster.killAWorker();
            }

            // then
            TestCluster.resultOf(job);
            assertThat(Output.lines(output())).containsExactlyInAnyOrderElementsOf(lines);
        }
    }

    @Test
    void shouldStartTheWholeJobOverWhenACoordinatorFails() throws Exception {
        // given
        FailureCounts.set("enumerator", 3);
        try (TestCluster cluster = TestCluster.start(folder)) {

            // when
            SubmittedJob job = cluster.submit(job(TestCluster.settings(folder), "enumerator", false));

            // then
            TestCluster.resultOf(job);
            assertThat(FailureCounts.left("enumerator")).isZero();
            assertThat(Output.lines(output())).containsExactlyInAnyOrderElementsOf(Output.numbers(RECORDS));
        }
    }

    @Test
    void shouldGoOnAfterTolerableFailuresOfCheckpoints() throws Exception {
        // given
        FailureCounts.set("three snapshots", 3);
        Configuration settings = TestCluster.settings(folder);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 3);
        try (TestCluster cluster = TestCluster.start(folder)) {

            // when
            SubmittedJob job = cluster.submit(job(settings, "three snapshots", true));

            // then
            TestCluster.resultOf(job);
            assertThat(FailureCounts.left("three snapshots")).isZero();
            assertThat(Output.lines(output())).containsExactlyInAnyOrderElementsOf(Output.numbers(RECORDS));
        }
    }

    @Test
    void shouldFailWhenMoreCheckpointsFailInARowThanAreTolerable() throws Exception {
        // given
        FailureCounts.set("every snapshot", Integer.MAX_VALUE);
        Configuration settings = TestCluster.settings(folder);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 2);
        try (TestCluster cluster = TestCluster.start(folder)) {

            // when
            SubmittedJob job = cluster.submit(job(settings, "every snapshot", true));

            // then
            assertThatThrownBy(() -> TestCluster.resultOf(job))
                    .rootCause()
                    .hasMessageContainingAll("heckpoint", "fails on purpose");
            assertThat(Output.lines(output())).isEmpty();
        }
    }

    private StreamExecutionEnvironment job(Configuration settings, String name, boolean atSnapshots) {
        DataGeneratorSource<Long> numbers =
                new DataGeneratorSource<>(value -> value, RECORDS, RateLimiterStrategy.perCheckpoint(200), Types.LONG);
        return Numbers.job(settings, new FailingEnumeratorSource(name, atSnapshots, numbers), value -> value, output());
    }

    private static String slowly(String line) {
        LockSupport.parkNanos(NANOS_PER_LINE);
        return line;
    }

    private List<String> writeFiles(int files, int linesPerFile) throws Exception {
        Path input = Files.createDirectory(folder.resolve("input"));
        List<String> all = new ArrayList<>();
        for (int file = 0; file < files; file++) {
            List<String> lines = new ArrayList<>();
            for (int line = 0; line < linesPerFile; line++) {
                lines.add("file " + file + " line " + line);
            }
            Files.write(input.resolve("part-" + file), lines);
            all.addAll(lines);
        }
        return all;
    }

    private Path output() {
        return folder.resolve("output");
    }
}
