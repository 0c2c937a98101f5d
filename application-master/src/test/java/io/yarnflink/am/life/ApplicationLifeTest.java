package io.yarnflink.am.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.yarnflink.am.outcome.ApplicationOutcome;
import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.program.ProgramOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ApplicationLifeTest {

    private static final ClassLoader LOADER = ApplicationLifeTest.class.getClassLoader();

    private final List<FakeJob> jobs = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ProgramOutcome> program = new CompletableFuture<>();
    private final ApplicationLife life = new ApplicationLife(
            (graph, loader) -> {
                FakeJob job = new FakeJob();
                jobs.add(job);
                return job;
            },
            Duration.ofMillis(50));

    @BeforeEach
    void followTheProgram() {
        life.follow(program);
    }

    @Test
    void shouldSucceedWhenTheProgramIsComplete() {
        program.complete(new ProgramOutcome.Completed(1));

        assertThat(outcome()).isEqualTo(new ApplicationOutcome(ApplicationPhase.SUCCEEDED, Optional.empty()));
    }

    @Test
    void shouldFailWithTheRootCauseOfMain() {
        program.complete(new ProgramOutcome.Threw(new IllegalStateException("no such input")));

        assertFailedWith("main() failed: java.lang.IllegalStateException: no such input");
    }

    @Test
    void shouldFailWithTheRootCauseOfAJob() {
        program.complete(new ProgramOutcome.JobFailed(new JobID(), new IllegalStateException("boom")));

        assertFailedWith("A job failed: java.lang.IllegalStateException: boom");
    }

    @Test
    void shouldFailInPlainWordsWhenMainCannotBeCalled() {
        program.complete(new ProgramOutcome.NotStarted("there is no class a.B in job.jar"));

        assertFailedWith("there is no class a.B in job.jar");
    }

    @Test
    void shouldFailInPlainWordsWhenMainExits() {
        program.complete(new ProgramOutcome.CalledExit("main called System.exit"));

        assertFailedWith("main called System.exit");
    }

    @Test
    void shouldFailWithoutAnyJob() {
        program.complete(new ProgramOutcome.NeverExecuted());

        assertFailedWith("main() returned without having executed a job");
    }

    @Test
    void shouldFailWhenTheProgramIsLostTrackOf() {
        program.completeExceptionally(new IllegalStateException("odd"));

        assertFailedWith("java.lang.IllegalStateException: odd");
    }

    @Test
    void shouldBeCanceledWhenItsJobIsCanceled() {
        program.complete(new ProgramOutcome.JobFailed(
                new JobID(), new JobCancellationException(new JobID(), "canceled by the program", null)));

        assertThat(outcome().phase()).isEqualTo(ApplicationPhase.CANCELED);
    }

    @Test
    void shouldCancelAllJobsWhenAClientCancels() {
        // given
        submit();
        submit();

        // when
        life.cancel();
        program.complete(new ProgramOutcome.Threw(new IllegalStateException("did not expect a canceled job")));

        // then
        assertThat(outcome().phase()).isEqualTo(ApplicationPhase.CANCELED);
        assertThat(jobs).allMatch(job -> job.result().isCompletedExceptionally());
    }

    @Test
    void shouldNotWaitForeverForMainWhenCanceled() {
        life.cancel();

        assertThat(outcome().phase()).isEqualTo(ApplicationPhase.CANCELED);
    }

    @Test
    void shouldStartNoJobAfterACancellation() {
        life.cancel();

        assertThatThrownBy(this::submit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("canceled");
        assertThat(jobs).isEmpty();
    }

    @Test
    void shouldStayWithWhatCameFirst() {
        life.fail("no TaskManager can be had");
        life.cancel();
        program.complete(new ProgramOutcome.Completed(1));

        assertFailedWith("no TaskManager can be had");
    }

    private void assertFailedWith(String beginning) {
        assertThat(outcome().phase()).isEqualTo(ApplicationPhase.FAILED);
        assertThat(outcome().failure())
                .hasValueSatisfying(text -> assertThat(text).startsWith(beginning));
    }

    private ApplicationOutcome outcome() {
        await().until(() -> life.outcome().isDone());
        return life.outcome().join();
    }

    private void submit() {
        assertThat(life.jobs().submit(new JobGraph("job"), LOADER)).isNotNull();
    }
}
