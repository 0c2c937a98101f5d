package io.yarnflink.launcher.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.ApplicationNotLiveException;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.JobView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobChoiceTest {

    private static final AppId APPLICATION = new AppId("application_1700000000000_0007");
    private static final JobView RUNNING = job("aa11", "words", JobPhase.RUNNING);
    private static final JobView RESTARTING = job("aa22", "letters", JobPhase.RESTARTING);
    private static final JobView FINISHED = job("bb33", "lines", JobPhase.FINISHED);

    @Test
    void shouldTakeTheOnlyJobThatRuns() throws Exception {
        assertThat(JobChoice.choose(APPLICATION, status(FINISHED, RUNNING), Optional.empty()))
                .isEqualTo("aa11");
    }

    @Test
    void shouldTakeTheJobThatIsNamed() throws Exception {
        assertThat(JobChoice.choose(APPLICATION, status(RUNNING, RESTARTING), Optional.of("AA2")))
                .isEqualTo("aa22");
    }

    @Test
    void shouldAskForAChoiceBetweenSeveral() {
        assertThatThrownBy(() -> JobChoice.choose(APPLICATION, status(RUNNING, RESTARTING), Optional.empty()))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining("--jobid: aa11 (words, running), aa22 (letters, restarting)");
    }

    @Test
    void shouldRefuseAnIdThatNoneOrSeveralHave() {
        assertThatThrownBy(() -> JobChoice.choose(APPLICATION, status(RUNNING, RESTARTING), Optional.of("aa")))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining("several begin with");
        assertThatThrownBy(() -> JobChoice.choose(APPLICATION, status(RUNNING), Optional.of("cc")))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining("none has");
    }

    @Test
    void shouldTellTheNotYetFromTheNoMore() {
        assertThatThrownBy(() -> JobChoice.choose(APPLICATION, status(), Optional.empty()))
                .isInstanceOf(ApplicationNotLiveException.class)
                .hasMessageContaining("has not submitted a job yet");
        assertThatThrownBy(() -> JobChoice.choose(APPLICATION, status(FINISHED), Optional.empty()))
                .isInstanceOf(ApplicationNotLiveException.class)
                .hasMessageContaining("bb33 (lines, finished)");
        JobView waiting = job("cc44", "pages", JobPhase.WAITING_FOR_SLOTS);
        assertThatThrownBy(() -> JobChoice.choose(APPLICATION, status(waiting), Optional.empty()))
                .isInstanceOf(ApplicationNotLiveException.class)
                .hasMessageContaining("does not run yet: cc44 (pages, waiting for slots)");
        assertThatThrownBy(() -> JobChoice.choose(APPLICATION, status(FINISHED), Optional.of("bb33")))
                .isInstanceOf(ApplicationNotLiveException.class);
    }

    private static JobView job(String id, String name, JobPhase phase) {
        return new JobView(id, name, phase, 2, 2, 0, Optional.empty());
    }

    private static ApplicationStatus status(JobView... jobs) {
        return new ApplicationStatus(ApplicationPhase.RUNNING, 1, 1, List.of(jobs), Optional.empty());
    }
}
