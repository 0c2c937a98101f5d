package io.yarnflink.it.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.Cli;
import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.Sigint;
import io.yarnflink.it.jobs.CountingJob;
import io.yarnflink.it.jobs.EndlessJob;
import io.yarnflink.it.jobs.ExitingMain;
import io.yarnflink.it.jobs.ExitingTask;
import io.yarnflink.it.jobs.FailingJob;
import io.yarnflink.it.jobs.IdleMain;
import io.yarnflink.it.jobs.JobJar;
import io.yarnflink.it.jobs.ThrowingMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LocalIT {

    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Of all tests, so that the runtime is unpacked once. */
    @TempDir
    private static Path state;

    @TempDir
    private Path folder;

    private Cli cli = Cli.withoutCluster(Path.of(""));

    @BeforeEach
    void begin() throws IOException {
        deleteLogs();
        cli = Cli.withoutCluster(state);
    }

    @Test
    void shouldRunAnExampleAndShowWhatItPrints() throws Exception {
        CliResult result = run("-p", "2", "--queue", "nightly", "--priority", "3", Cli.example("WordCount"));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains("Of no consequence with --target local: --queue, yarn.application.priority");
        assertThat(result.out()).contains("(to,1)", "(question,1)");
        assertThat(result.err()).contains("Job WordCount: finished", "succeeded in");
        assertNothingIsLeft();
        assertThat(children("logs")).isEmpty();
    }

    @Test
    void shouldTellTheRootCauseOfAFailedJobAndKeepItsLog() throws Exception {
        CliResult result = run(JobJar.of(FailingJob.class));

        assertThat(result.exitCode()).as(result.err()).isEqualTo(FAILED);
        assertThat(result.err()).contains("record 1234 is not welcome", "Where it happened: ");
        assertNothingIsLeft();
        Path log = children("logs").get(0).resolve("local.log");
        assertThat(result.err()).contains(log.toString());
        assertThat(log).content().contains("record 1234 is not welcome");
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of(ThrowingMain.class, "main() wants something else than --name -p two words"),
                Arguments.of(IdleMain.class, "without having executed a job"),
                Arguments.of(ExitingMain.class, "The program called System.exit at"),
                Arguments.of(ExitingTask.class, "A task called System.exit at " + ExitingTask.class.getName()));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void shouldSayOfMainWhatIsSaidOnYarn(Class<?> program, String words) throws Exception {
        CliResult result = run(JobJar.of(program), "--name", "-p", "two words");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(FAILED);
        assertThat(result.err()).contains(words);
        assertNothingIsLeft();
    }

    @Test
    void shouldCancelWhenItIsInterrupted() throws Exception {
        // given
        Sigint.assumeNoticed();
        CliProcess command = start("-p", "2", JobJar.of(EndlessJob.class));
        command.awaitProgress("all 4 tasks running");
        ProcessHandle child = child(command);

        // when
        command.interrupt();

        // then
        CliResult result = command.awaitEnd();
        assertThat(result.exitCode()).as(result.err()).isEqualTo(INTERRUPTED);
        assertThat(result.err()).contains("Cancelled.");
        assertThat(child.isAlive()).isFalse();
        assertNothingIsLeft();
    }

    @Test
    void shouldNotOutliveItsClient() throws Exception {
        CliProcess command = start(JobJar.of(EndlessJob.class));
        command.awaitProgress("all 2 tasks running");
        ProcessHandle child = child(command);

        command.process().destroyForcibly();

        Awaitility.await().atMost(PATIENCE).until(() -> !child.isAlive());
    }

    @Test
    void shouldGoOnFromACheckpointInALocalFolder() throws Exception {
        // given
        Sigint.assumeNoticed();
        Path checkpoints = folder.resolve("checkpoints");
        List<String> options = List.of(
                "-D", "state.backend.type=rocksdb",
                "-D", "execution.checkpointing.interval=200 ms",
                "-D", "execution.checkpointing.dir=" + checkpoints,
                "-D", "execution.checkpointing.externalized-checkpoint-retention=RETAIN_ON_CANCELLATION");
        String jar = JobJar.ofPackage(CountingJob.class, List.of());
        CliProcess first = start(with(options, jar));
        Awaitility.await().atMost(PATIENCE).until(() -> completed(checkpoints).isPresent());
        first.interrupt();
        CliResult before = first.awaitEnd();
        assertThat(before.out()).contains("The count begins at 0");

        // when
        Path checkpoint = completed(checkpoints).orElseThrow(() -> new AssertionError(before.err()));
        CliProcess second = start(with(options, "-s", checkpoint.toString(), jar));
        second.awaitProgress("all 2 tasks running");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> completed(checkpoints)
                        .filter(newer -> !newer.equals(checkpoint))
                        .isPresent());
        second.interrupt();

        // then
        CliResult after = second.awaitEnd();
        assertThat(after.exitCode()).as(after.err()).isEqualTo(INTERRUPTED);
        assertThat(after.out()).containsPattern("The count begins at [1-9]");
    }

    private CliResult run(String... arguments) {
        return start(arguments).awaitEnd();
    }

    private CliProcess start(String... arguments) {
        return start(List.of(arguments));
    }

    private CliProcess start(List<String> arguments) {
        return cli.start(with(List.of("run-application", "--target", "local"), arguments.toArray(String[]::new))
                .toArray(String[]::new));
    }

    private static List<String> with(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    private static ProcessHandle child(CliProcess command) {
        return command.process().toHandle().children().findFirst().orElseThrow();
    }

    /** The newest that is complete; folders of a running job may go at any time. */
    private static Optional<Path> completed(Path checkpoints) {
        try (Stream<Path> jobs = Files.list(checkpoints)) {
            return jobs.flatMap(job -> list(job).stream())
                    .filter(path -> path.getFileName().toString().startsWith("chk-")
                            && Files.isRegularFile(path.resolve("_metadata")))
                    .max((one, other) -> Long.compare(written(one), written(other)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long written(Path checkpoint) {
        try {
            return Files.getLastModifiedTime(checkpoint.resolve("_metadata")).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Path> children(String name) {
        return list(state.resolve("yarn-flink").resolve("local").resolve(name));
    }

    private static void assertNothingIsLeft() {
        assertThat(children("run")).isEmpty();
    }

    private static void deleteLogs() throws IOException {
        for (Path log : children("logs")) {
            for (Path file : list(log)) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(log);
        }
    }
}
