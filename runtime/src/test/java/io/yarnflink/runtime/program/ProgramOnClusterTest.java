package io.yarnflink.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.local.LocalCluster;
import io.yarnflink.runtime.program.ProgramOutcome.Completed;
import io.yarnflink.runtime.program.ProgramOutcome.Threw;
import io.yarnflink.runtime.security.IdentityGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs whose classes nobody but them knows, on a whole cluster. */
class ProgramOnClusterTest {

    @TempDir
    private Path directory;

    @AfterEach
    void forget() {
        Probe.clear();
    }

    @Test
    void shouldCollectResultsOfUsersClasses() throws Exception {
        ProgramOutcome outcome = run(new TestJar(directory)
                .source("Word", "public class Word { public String text; public int count; public Word() {} }")
                .program("Program", """
                        var words = env.fromData("a", "b", "a", "c", "a", "b").map(text -> {
                            Word word = new Word();
                            word.text = text;
                            word.count = 1;
                            return word;
                        }).keyBy(word -> word.text).sum("count");
                        Map<String, Integer> last = new TreeMap<>();
                        try (var results = words.executeAndCollect("words")) {
                            results.forEachRemaining(word -> last.merge(word.text, word.count, Math::max));
                        }
                        Probe.see(last.toString());
                        """));

        assertThat(Probe.seen()).containsExactly("{a=3, b=2, c=1}");
        assertThat(outcome).isEqualTo(new Completed(1));
    }

    @Test
    void shouldRunSeveralJobsAfterAndBesideEachOther() throws Exception {
        ProgramOutcome outcome = run(new TestJar(directory).program("Program", """
                        for (int i = 0; i < 2; i++) {
                            env.fromSequence(1, 100).keyBy(x -> x % 5).print();
                            Probe.see(env.execute("job " + i).isJobExecutionResult());
                        }
                        env.fromSequence(1, 100).print();
                        env.executeAsync("left");
                        env.fromSequence(1, 100).print();
                        env.executeAsync("right");
                        """));

        assertThat(outcome).isEqualTo(new Completed(4));
        assertThat(Probe.seen()).containsExactly(true, true);
    }

    @Test
    void shouldTellWhatAnOperatorThrew() throws Exception {
        ProgramOutcome outcome = run(new TestJar(directory)
                .source(
                        "Broken",
                        "public class Broken extends Exception { public Broken(String text) { super(text); } }")
                .program("Program", """
                        env.fromSequence(1, 100).map(x -> {
                            if (x == 42) {
                                throw new Broken("no 42");
                            }
                            return x;
                        }).print();
                        env.execute("breaks");
                        """));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Threw.class, threw -> assertThat(threw.cause()).hasMessageContainingAll("Broken", "no 42"));
    }

    @Test
    void shouldFailAJobThatIsTooLargeToDeploy() throws Exception {
        ProgramOutcome outcome = run(new TestJar(directory).program("Program", """
                        byte[] ballast = new byte[40 << 20];
                        env.fromSequence(1, 10).map(x -> x + ballast.length).print();
                        env.execute("heavy");
                        """));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Threw.class, threw -> assertThat(threw.cause()).hasMessageContainingAll("Deploy", "at most"));
    }

    private ProgramOutcome run(TestJar program) throws Exception {
        Path jar = program.manifest("Main-Class", "Program").build();
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, 2);
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, 4);
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(1024));
        Path folder = Files.createDirectory(directory.resolve("cluster"));
        try (LocalCluster cluster = LocalCluster.start(
                        configuration,
                        new IdentityGenerator().generate(Instant.parse("2026-01-01T00:00:00Z")),
                        List.of(jar.toUri().toURL()),
                        folder);
                RunningProgram running = ProgramRunner.start(
                        new ProgramSpec(jar, Optional.empty(), List.of(), configuration, directory),
                        cluster.submitter(),
                        new JobRequirements(job -> Optional.empty()))) {
            return running.outcome().get(120, TimeUnit.SECONDS);
        }
    }
}
