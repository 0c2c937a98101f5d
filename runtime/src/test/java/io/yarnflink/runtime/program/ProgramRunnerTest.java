package io.yarnflink.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.program.ProgramOutcome.Completed;
import io.yarnflink.runtime.program.ProgramOutcome.JobFailed;
import io.yarnflink.runtime.program.ProgramOutcome.NeverExecuted;
import io.yarnflink.runtime.program.ProgramOutcome.NotStarted;
import io.yarnflink.runtime.program.ProgramOutcome.Threw;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramRunnerTest {

    private static final byte JAVA_25 = 69;

    private static final String PIPELINE = "env.fromSequence(1, 10).keyBy(x -> x % 3).sum(0).sinkTo(new"
            + " org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink<>());\n";

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @TempDir
    private Path directory;

    private final FakeSubmitter finishing = new FakeSubmitter(true);
    private final FakeSubmitter waiting = new FakeSubmitter(false);
    private final Configuration configuration = new Configuration();

    @BeforeEach
    @AfterEach
    void forget() {
        Probe.clear();
    }

    @Test
    void shouldCompleteWhenMainHasReturnedAndItsJobHasEnded() throws Exception {
        // given
        Path jar = jar(PIPELINE + "Probe.see(env.execute(\"words\").getAccumulatorResult(\"records\"));");

        // when
        ProgramOutcome outcome = run(jar, finishing);

        // then
        assertThat(outcome).isEqualTo(new Completed(1));
        assertThat(finishing.jobs.get(0).graph().getName()).isEqualTo("words");
        assertThat(Probe.seen()).containsExactly(42L);
    }

    @Test
    void shouldHandParallelismAndArgumentsToTheProgram() throws Exception {
        // given
        configuration.setString("parallelism.default", "3");
        Path jar = jar("Probe.see(env.getParallelism()); Probe.see(List.of(args));" + PIPELINE + "env.execute();");

        // when
        run(jar, finishing, "--input", "a b", "");

        // then
        assertThat(Probe.seen()).containsExactly(3, List.of("--input", "a b", ""));
        assertThat(finishing.jobs.get(0).graph().getVertices())
                .extracting(JobVertex::getParallelism)
                .contains(3);
    }

    @Test
    void shouldRunMainWithTheUsersClassesOnAThreadOfItsOwn() throws Exception {
        // given
        Path jar = jar("Thread thread = Thread.currentThread(); Probe.see(thread.getName());"
                + "Probe.see(thread.getContextClassLoader() .loadClass(\"Program\") == Program.class);"
                + PIPELINE + "env.execute();");

        // when
        run(jar, finishing);

        // then
        assertThat(Probe.seen()).containsExactly("program-main", true);
        assertThat(finishing.jobs.get(0).userCode()).isNotSameAs(getClass().getClassLoader());
    }

    @Test
    void shouldRunJobsOneAfterAnother() throws Exception {
        Path jar = jar(PIPELINE + "env.execute(\"first\");" + PIPELINE + "env.execute(\"second\");");

        assertThat(run(jar, finishing)).isEqualTo(new Completed(2));
        assertThat(finishing.jobs).extracting(job -> job.graph().getName()).containsExactly("first", "second");
        assertThat(finishing.jobs).extracting(FakeSubmitter.Job::id).doesNotHaveDuplicates();
    }

    @Test
    void shouldWaitForJobsThatRunSideBySideAfterMainHasReturned() throws Exception {
        // given
        Path jar = jar(PIPELINE + "env.executeAsync(\"left\");"
                + "StreamExecutionEnvironment other = StreamExecutionEnvironment.getExecutionEnvironment();"
                + PIPELINE.replace("env.", "other.") + "other.executeAsync(\"right\"); Probe.see(\"returned\");");
        try (RunningProgram program = start(jar, waiting)) {
            await().until(() -> Probe.seen().contains("returned"));
            assertThat(waiting.jobs).hasSize(2);

            // when
            waiting.jobs.get(1).finish();

            // then
            assertThat(program.outcome()).isNotDone();
            waiting.jobs.get(0).finish();
            assertThat(program.outcome().get(60, TimeUnit.SECONDS)).isEqualTo(new Completed(2));
        }
    }

    @Test
    void shouldExecuteFromSeveralThreads() throws Exception {
        Path jar = jar("""
                Thread[] threads = new Thread[4];
                for (int i = 0; i < 4; i++) {
                    threads[i] = new Thread(() -> {
                        try {
                            StreamExecutionEnvironment own = StreamExecutionEnvironment.getExecutionEnvironment();
                            own.fromSequence(1, 2).print();
                            own.execute();
                        } catch (Exception e) {
                            Probe.see(e);
                        }
                    });
                    threads[i].start();
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                """);

        assertThat(run(jar, finishing)).isEqualTo(new Completed(4));
        assertThat(Probe.seen()).isEmpty();
    }

    @Test
    void shouldFailWhenAJobFailsAfterMainHasReturned() throws Exception {
        // given
        Path jar = jar(PIPELINE + "env.executeAsync();");
        try (RunningProgram program = start(jar, waiting)) {
            await().until(() -> !waiting.jobs.isEmpty());
            IOException cause = new IOException("disk full");

            // when
            waiting.jobs.get(0).result().completeExceptionally(cause);

            // then
            assertThat(program.outcome().get(60, TimeUnit.SECONDS))
                    .isEqualTo(new JobFailed(waiting.jobs.get(0).id(), cause));
        }
    }

    @Test
    void shouldTellTheRootCauseWhenExecuteFails() throws Exception {
        // given
        Path jar = jar(PIPELINE + "try { env.execute(); } catch (Exception e) { Probe.see(e); throw e; }");
        try (RunningProgram program = start(jar, waiting)) {
            await().until(() -> !waiting.jobs.isEmpty());
            IOException cause = new IOException("disk full");

            // when
            waiting.jobs.get(0).result().completeExceptionally(cause);

            // then
            assertThat(program.outcome().get(60, TimeUnit.SECONDS)).isEqualTo(new Threw(cause));
            assertThat((Throwable) Probe.seen().get(0)).hasCauseInstanceOf(JobExecutionException.class);
        }
    }

    @Test
    void shouldTellWhatMainThrew() throws Exception {
        ProgramOutcome outcome = run(jar("throw new java.io.FileNotFoundException(\"no input\");"), finishing);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Threw.class,
                        threw -> assertThat(threw.cause())
                                .isInstanceOf(java.io.FileNotFoundException.class)
                                .hasMessage("no input"));
    }

    @Test
    void shouldWaitForAMainThatGoesOnAfterItsJob() throws Exception {
        // given
        Path jar = jar(PIPELINE + "env.execute(); Probe.see(\"goes on\"); Probe.awaitPermission();");
        try (RunningProgram program = start(jar, finishing)) {
            await().until(() -> Probe.seen().contains("goes on"));
            assertThat(program.outcome()).isNotDone();

            // when
            Probe.permit();

            // then
            assertThat(program.outcome().get(60, TimeUnit.SECONDS)).isEqualTo(new Completed(1));
        }
    }

    @Test
    void shouldFailWhenMainThrowsAlthoughItsJobHasEndedWell() throws Exception {
        ProgramOutcome outcome =
                run(jar(PIPELINE + "env.execute(); throw new IllegalStateException(\"no report\");"), finishing);

        assertThat(finishing.jobs).hasSize(1);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Threw.class, threw -> assertThat(threw.cause()).hasMessage("no report"));
    }

    @Test
    void shouldFailWhenMainThrowsAlthoughAJobStillRuns() throws Exception {
        ProgramOutcome outcome =
                run(jar(PIPELINE + "env.executeAsync(); throw new IllegalStateException(\"no report\");"), waiting);

        assertThat(waiting.jobs).hasSize(1);
        assertThat(outcome).isInstanceOf(Threw.class);
    }

    @Test
    void shouldTellErrorsToo() throws Exception {
        ProgramOutcome outcome = run(jar("throw new StackOverflowError(\"deep\");"), finishing);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Threw.class, threw -> assertThat(threw.cause()).isInstanceOf(StackOverflowError.class));
    }

    @Test
    void shouldSayThatNothingWasExecuted() throws Exception {
        assertThat(run(jar(PIPELINE), finishing)).isEqualTo(new NeverExecuted());
    }

    @Test
    void shouldRefuseEverythingThatIsNotOfferedAtOnceAndDeployNothing() throws Exception {
        // given
        configuration.setString("state.backend.type", "rocksdb");
        configuration.setString("execution.runtime-mode", "BATCH");
        configuration.setString("execution.batch.speculative.enabled", "true");
        Path jar = jar(PIPELINE + "env.execute(\"words\");");

        // when
        ProgramOutcome outcome = run(jar, finishing);

        // then
        assertThat(finishing.jobs).isEmpty();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Threw.class,
                        threw -> assertThat(threw.cause())
                                .isInstanceOf(UnsupportedJobException.class)
                                .hasMessageContainingAll(
                                        "'words'", "execution.batch.speculative.enabled", "rocksdb is not offered"));
    }

    @Test
    void shouldCarryCoordinationRequests() throws Exception {
        Path jar = jar(PIPELINE
                + "JobClient client = env.executeAsync();"
                + "Probe.see(((org.apache.flink.runtime.operators.coordination.CoordinationRequestGateway) client)"
                + ".sendCoordinationRequest(\"collect\", null).get());"
                + "Probe.see(client.getJobStatus().get());");

        assertThat(run(jar, finishing)).isEqualTo(new Completed(1));
        assertThat(Probe.seen())
                .containsExactly(new FakeSubmitter.Echo("collect"), org.apache.flink.api.common.JobStatus.FINISHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"program-class", "Main-Class"})
    void shouldTakeTheClassThatTheManifestNames(String attribute) throws Exception {
        Path jar = new TestJar(directory)
                .program("Named", PIPELINE + "env.execute();")
                .manifest(attribute, "Named")
                .build();

        assertThat(run(jar, finishing)).isEqualTo(new Completed(1));
    }

    @Test
    void shouldPreferFlinksAttributeAndMoreStillTheClassThatIsAskedFor() throws Exception {
        // given
        Path jar = new TestJar(directory)
                .program("Program", "Probe.see(\"asked for\");")
                .program("Flinks", "Probe.see(\"flinks\");")
                .program("Main", "Probe.see(\"main\");")
                .manifest("program-class", "Flinks")
                .manifest("Main-Class", "Main")
                .build();

        // when
        run(jar, finishing);
        run(new ProgramSpec(jar, Optional.of("Program"), List.of(), configuration, directory), finishing);

        // then
        assertThat(Probe.seen()).containsExactly("flinks", "asked for");
    }

    @Test
    void shouldSayWhatIsWrongWithTheJar() throws Exception {
        Path noManifest = new TestJar(directory).program("Program", "").build();
        Path noClass = new TestJar(directory).manifest("Main-Class", "Missing").build();
        Path noMain = new TestJar(directory)
                .source("Empty", "public class Empty {}")
                .manifest("Main-Class", "Empty")
                .build();
        Path hidden = new TestJar(directory)
                .source("Hidden", "class Hidden { public static void main(String[] args) {} }")
                .manifest("Main-Class", "Hidden")
                .build();
        Path newer = new TestJar(directory)
                .entry("Newer.class", new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, JAVA_25})
                .manifest("Main-Class", "Newer")
                .build();
        Path noFile = directory.resolve("none.jar");

        assertThat(problem(noManifest)).contains("Main-Class", "--class");
        assertThat(problem(noClass)).contains("Missing", "--class");
        assertThat(problem(noMain)).contains("main", "Empty");
        assertThat(problem(hidden)).contains("Hidden", "not public");
        assertThat(problem(newer)).contains("the class Newer is made for Java 25, but the node's Java is ");
        assertThat(problem(noFile)).contains("none.jar");
    }

    @Test
    void shouldInterruptAMainThatNeverReturns() throws Exception {
        // given
        Path jar = jar("try { Probe.see(\"waiting\"); new java.util.concurrent.CountDownLatch(1).await(); }"
                + " catch (InterruptedException e) { Probe.see(\"interrupted\"); throw e; }");
        RunningProgram program = start(jar, finishing);
        await().until(() -> Probe.seen().contains("waiting"));

        // when
        program.close();

        // then
        assertThat(program.outcome().get(60, TimeUnit.SECONDS)).isInstanceOf(Threw.class);
        assertThat(Probe.seen()).containsExactly("waiting", "interrupted");
    }

    private String problem(Path jar) throws Exception {
        return ((NotStarted) run(jar, finishing)).problem();
    }

    private Path jar(String body) throws IOException {
        return new TestJar(directory)
                .program("Program", body)
                .manifest("Main-Class", "Program")
                .build();
    }

    private RunningProgram start(Path jar, JobSubmitter submitter, String... arguments) {
        return start(new ProgramSpec(jar, Optional.empty(), List.of(arguments), configuration, directory), submitter);
    }

    private static RunningProgram start(ProgramSpec spec, JobSubmitter submitter) {
        JobRequirements requirements =
                new JobRequirements(job -> job.get(org.apache.flink.configuration.StateBackendOptions.STATE_BACKEND)
                                .equals("rocksdb")
                        ? Optional.of("rocksdb is not offered")
                        : Optional.empty());
        return ProgramRunner.start(spec, submitter, requirements);
    }

    private ProgramOutcome run(Path jar, JobSubmitter submitter, String... arguments) throws Exception {
        return run(new ProgramSpec(jar, Optional.empty(), List.of(arguments), configuration, directory), submitter);
    }

    private static ProgramOutcome run(ProgramSpec spec, JobSubmitter submitter) throws Exception {
        try (RunningProgram program = start(spec, submitter)) {
            return program.outcome().get(60, TimeUnit.SECONDS);
        }
    }
}
