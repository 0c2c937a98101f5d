package io.yarnflink.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.cli.ManualClock;
import io.yarnflink.cli.progress.Progress;
import io.yarnflink.cli.progress.Terminal;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.AppState;
import io.yarnflink.launcher.ApplicationSummary;
import io.yarnflink.launcher.MasterLoss;
import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.JobView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NarratorTest {

    private static final AppId ID = new AppId("application_1700000000000_0001");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Progress progress =
            Progress.on(Terminal.none(new PrintStream(bytes, true, StandardCharsets.UTF_8)), new ManualClock());
    private final SubmissionNarrator submission = new SubmissionNarrator(progress);
    private final WatchNarrator watch = new WatchNarrator(progress);

    @Test
    void shouldTellAnUpload() {
        // when
        submission.connecting("rm.example.org:8032");
        submission.connected(ID);
        submission.checked();
        submission.uploading("runtime.tar.gz", 0, 26_000_000);
        submission.uploading("job.jar", 0, 1_000_000);
        submission.uploaded("job.jar", 1_000_000);
        submission.uploaded("runtime.tar.gz", 26_000_000);
        submission.submitting();

        // then
        assertThat(told())
                .containsExactly(
                        "Connecting to rm.example.org:8032",
                        "Connected to YARN",
                        "Checking what is to be submitted",
                        "Uploading runtime.tar.gz",
                        "Uploading job.jar, runtime.tar.gz",
                        "Uploaded 27.0 MB: job.jar, runtime.tar.gz",
                        "Submitting");
    }

    @Test
    void shouldSayWhenThereIsNothingToUpload() {
        // when
        submission.cached("runtime.tar.gz", 26_000_000);
        submission.cached("job.jar", 1_000_000);
        submission.submitting();

        // then
        assertThat(told())
                .containsExactly("Nothing to upload: 27.0 MB are in the cluster's cache already", "Submitting");
    }

    @Test
    void shouldTellTheWholeWayOfAnApplication() {
        // when
        watch.yarnReport(yarn(AppState.ACCEPTED, "[now] no room. Details : x"));
        watch.yarnReport(yarn(AppState.RUNNING, ""));
        watch.status(status(0, 2));
        watch.status(status(1, 2, job(JobPhase.WAITING_FOR_SLOTS, 0, 0)));
        watch.status(status(2, 2, job(JobPhase.RUNNING, 3, 0)));
        watch.status(status(2, 2, job(JobPhase.RUNNING, 4, 0)));
        watch.status(status(2, 2, job(JobPhase.RUNNING, 1, 3)));
        watch.status(status(2, 2, job(JobPhase.FINISHED, 0, 4)));
        watch.status(status(2, 2, job(JobPhase.FINISHED, 0, 4)));
        watch.yarnReport(yarn(AppState.SUCCEEDED, ""));

        // then
        assertThat(told())
                .containsExactly(
                        "Accepted by YARN, waiting in queue default: no room.",
                        "ApplicationMaster is up",
                        "Running main()",
                        "TaskManager containers: 0 of 2",
                        "TaskManager containers: 1 of 2",
                        "Job words: 0 of 4 tasks running",
                        "TaskManager containers: 2 of 2",
                        "Job words: 3 of 4 tasks running",
                        "Job words: all 4 tasks running",
                        "Job words: running",
                        "Job words: running, 3 of 4 tasks finished",
                        "Job words: finished");
    }

    @Test
    void shouldTellARestart() {
        // when
        watch.status(status(1, 1, job(JobPhase.RUNNING, 4, 0)));
        watch.status(status(1, 1, failing(JobPhase.RESTARTING)));
        watch.status(status(1, 1, job(JobPhase.RUNNING, 4, 0)));
        watch.status(status(1, 1, failing(JobPhase.FAILED)));

        // then
        assertThat(told())
                .endsWith(
                        "Job words: all 4 tasks running",
                        "Job words: running",
                        "Job words: restarting, because java.lang.Exception: broken",
                        "Job words: all 4 tasks running",
                        "Job words: running",
                        "Job words: failed");
    }

    @Test
    void shouldTellOfLostContact() {
        // when
        watch.contactLost("connection refused");
        watch.status(status(0, 0));

        // then
        assertThat(told())
                .contains(
                        "The ApplicationMaster does not answer, trying again: connection refused",
                        "The ApplicationMaster answers again");
    }

    @Test
    void shouldTellOfALostMasterAndOfWhatFollows() {
        // given
        watch.status(status(1, 1, job(JobPhase.RUNNING, 4, 0)));
        watch.contactLost("connection refused");

        // when
        watch.masterLost(new MasterLoss(2, "its process was killed, exit code 137", Optional.of("checkpoint 17")));
        watch.yarnReport(yarn(AppState.RUNNING, ""));
        watch.status(status(1, 1, job(JobPhase.RUNNING, 4, 0)));

        // then
        assertThat(told())
                .containsSubsequence(
                        "Job words: all 4 tasks running",
                        "ApplicationMaster lost (its process was killed, exit code 137);"
                                + " attempt 2 goes on from checkpoint 17",
                        "ApplicationMaster is up",
                        "Job words: all 4 tasks running");
    }

    private List<String> told() {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.substring(line.indexOf(" s") + 2).strip())
                .toList();
    }

    private static ApplicationStatus status(int registered, int wanted, JobView... jobs) {
        return new ApplicationStatus(ApplicationPhase.RUNNING, wanted, registered, List.of(jobs), Optional.empty());
    }

    private static JobView job(JobPhase phase, int running, int finished) {
        return new JobView("0123", "words", phase, 4, running, finished, Optional.empty());
    }

    private static JobView failing(JobPhase phase) {
        return new JobView("0123", "words", phase, 4, 0, 0, Optional.of("java.lang.Exception: broken"));
    }

    private static ApplicationSummary yarn(AppState state, String diagnostics) {
        return new ApplicationSummary(
                ID,
                "words",
                "me",
                "default",
                state,
                diagnostics,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                new ApplicationSummary.ResourcesHeld(0, 0, 0));
    }
}
