package io.yarnflink.am.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.application.WorkerId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WorkerPoolTest {

    private static final WorkerId A = new WorkerId("a");
    private static final WorkerId B = new WorkerId("b");
    private static final WorkerId C = new WorkerId("c");
    private static final ContainerEnd CRASH = new ContainerEnd("crashed", ContainerEnd.Origin.PROCESS);
    private static final ContainerEnd SENT_HOME = new ContainerEnd("sent home", ContainerEnd.Origin.ORDERLY);
    private static final ContainerEnd PREEMPTED = new ContainerEnd("preempted", ContainerEnd.Origin.CLUSTER);

    private final WorkerPool pool = new WorkerPool(3);

    @Test
    void shouldAskForWhatIsMissing() {
        pool.targetChanged(3);
        assertThat(pool.outstanding()).isEqualTo(3);

        pool.allocated(A);
        assertThat(pool.outstanding()).isEqualTo(2);

        pool.targetChanged(1);
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void shouldStartWhatComes() {
        pool.targetChanged(1);

        assertThat(pool.allocated(A)).containsExactly(new WorkerAction.ReportAllocated(A), new WorkerAction.Start(A));
    }

    @Test
    void shouldGiveBackWhatIsTooMuch() {
        // given
        pool.targetChanged(1);
        pool.allocated(A);

        // when
        List<WorkerAction> actions = pool.allocated(B);

        // then
        assertThat(actions).singleElement().isInstanceOf(WorkerAction.Release.class);
        assertThat(pool.completed(B, CRASH)).isEmpty();
        assertThat(pool.present()).containsExactly(A);
    }

    @Test
    void shouldIgnoreAnAllocationThatIsToldTwice() {
        pool.targetChanged(2);
        pool.allocated(A);

        assertThat(pool.allocated(A)).isEmpty();
        assertThat(pool.outstanding()).isEqualTo(1);
    }

    @Test
    void shouldReplaceALostOne() {
        // given
        pool.targetChanged(1);
        bringUp(A);

        // when
        List<WorkerAction> actions = pool.completed(A, CRASH);

        // then
        assertThat(actions).containsExactly(new WorkerAction.BlameNode(A), new WorkerAction.ReportEnded(A, "crashed"));
        assertThat(pool.outstanding()).isEqualTo(1);
    }

    @Test
    void shouldReplaceADistrustedOneBeforeYarnReportsItsEnd() {
        // given
        pool.targetChanged(1);
        bringUp(A);

        // when
        List<WorkerAction> actions = pool.release(A, "connection lost");

        // then
        assertThat(actions).containsExactly(new WorkerAction.Stop(A));
        assertThat(pool.outstanding()).isEqualTo(1);
        assertThat(pool.unexplained()).containsExactly(A);
        assertThat(pool.completed(A, CRASH)).containsExactly(new WorkerAction.BlameNode(A));
        assertThat(pool.unexplained()).isEmpty();
        assertThat(pool.completed(A, CRASH)).isEmpty();
    }

    @Test
    void shouldBlameANodeOnceForAStartThatFails() {
        // given
        pool.targetChanged(1);
        pool.allocated(A);

        // when, then
        assertThat(pool.startFailed(A, "no disk")).contains(new WorkerAction.BlameNode(A));
        assertThat(pool.completed(A, CRASH)).isEmpty();
    }

    @Test
    void shouldBlameNoNodeForWhatIsNotItsDoing() {
        // given
        pool.targetChanged(2);
        bringUp(A);
        bringUp(B);

        // when, then
        assertThat(pool.completed(A, PREEMPTED)).containsExactly(new WorkerAction.ReportEnded(A, "preempted"));
        pool.release(B, "not needed");
        assertThat(pool.completed(B, SENT_HOME)).isEmpty();
    }

    @Test
    void shouldGiveBackWhatItsNodeManagerCannotStop() {
        // given
        pool.targetChanged(1);
        bringUp(A);
        pool.release(A, "connection lost");

        // when, then
        assertThat(pool.stopFailed(A)).singleElement().isInstanceOf(WorkerAction.Release.class);
        pool.completed(A, CRASH);
        assertThat(pool.stopFailed(A)).isEmpty();
    }

    @Test
    void shouldStopAReleasedOneWhenItsStartIsAnswered() {
        // given
        pool.targetChanged(1);
        pool.allocated(A);

        // when
        List<WorkerAction> atRelease = pool.release(A, "not needed");
        List<WorkerAction> atAnswer = pool.started(A);

        // then
        assertThat(atRelease).containsExactly(new WorkerAction.Release(A, "not needed"));
        assertThat(atAnswer).containsExactly(new WorkerAction.Stop(A));
    }

    @Test
    void shouldGiveUpAfterStartsThatFailInARow() {
        // given
        pool.targetChanged(1);

        // when
        pool.allocated(A);
        pool.startFailed(A, "no node");
        pool.allocated(B);
        pool.started(B);
        pool.completed(B, CRASH);
        pool.allocated(C);
        pool.started(C);
        List<WorkerAction> last = pool.completed(C, CRASH);

        // then
        assertThat(last)
                .contains(new WorkerAction.ReportUnavailable(
                        "3 TaskManagers in a row ended before they had registered; the last one: crashed"));
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void shouldForgiveFailuresOnceOneRegisters() {
        // given
        pool.targetChanged(1);
        failToStart(A);
        failToStart(B);
        bringUp(C);

        // when
        pool.completed(C, CRASH);
        failToStart(A);
        failToStart(B);

        // then
        assertThat(pool.outstanding()).isEqualTo(1);
    }

    @Test
    void shouldNotCountWhatTheClusterTakesAway() {
        pool.targetChanged(1);

        for (int i = 0; i < 5; i++) {
            pool.allocated(A);
            pool.started(A);
            pool.completed(A, PREEMPTED);
        }

        assertThat(pool.outstanding()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreWhatComesTooLate() {
        pool.targetChanged(1);
        bringUp(A);
        pool.completed(A, CRASH);

        assertThat(pool.started(A)).isEmpty();
        assertThat(pool.startFailed(A, "late")).isEmpty();
        assertThat(pool.release(A, "late")).isEmpty();
        assertThat(pool.completed(A, CRASH)).isEmpty();
        pool.registered(A);
        assertThat(pool.present()).isEmpty();
    }

    @Test
    void shouldTakeARegistrationThatOvertakesTheNodeManagersAnswer() {
        // given
        pool.targetChanged(1);
        pool.allocated(A);

        // when
        pool.registered(A);

        // then
        assertThat(pool.startFailed(A, "the answer was lost")).isEmpty();
        assertThat(pool.outstanding()).isZero();
    }

    private void bringUp(WorkerId worker) {
        pool.allocated(worker);
        pool.started(worker);
        pool.registered(worker);
    }

    private void failToStart(WorkerId worker) {
        pool.allocated(worker);
        pool.startFailed(worker, "no node");
        pool.completed(worker, CRASH);
    }
}
