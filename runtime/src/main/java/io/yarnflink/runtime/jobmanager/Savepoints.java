package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.application.JobView;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.SavepointRequest;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.util.concurrent.FutureUtils;

/** The savepoints that somebody waits for. {@link #take} is thread-safe; the rest belongs to the event loop. */
final class Savepoints {

    /** A wish that is not fulfilled yet. */
    private record Waiting(RunningJob job, CheckpointPurpose purpose, CompletableFuture<String> answer) {}

    private final EventLoop loop;
    private final Map<JobID, RunningJob> jobs;
    private final Supplier<List<JobView>> views;
    private final Consumer<JobEvent> core;
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private long lastRequest;

    /**
     * @param loop owns all of this
     * @param jobs all jobs, those that have ended too
     * @param views what is told of them
     * @param core takes the events that follow from wishes
     */
    Savepoints(EventLoop loop, Map<JobID, RunningJob> jobs, Supplier<List<JobView>> views, Consumer<JobEvent> core) {
        this.loop = loop;
        this.jobs = jobs;
        this.views = views;
        this.core = core;
    }

    /**
     * Takes a savepoint.
     *
     * @param wanted of which job; empty for the only one that runs
     * @return its path, when it is complete and the job, if it was to stop, has stopped; fails with a
     *     {@link SavepointException}
     */
    CompletableFuture<String> take(
            Optional<JobID> wanted, CheckpointPurpose purpose, Optional<String> directory, boolean canonical) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        loop.execute(() -> {
            List<JobView> running = views.get().stream()
                    .filter(view -> !view.phase().isTerminal())
                    .toList();
            Optional<RunningJob> chosen = choose(wanted, running);
            if (chosen.isPresent()) {
                request(chosen.get(), purpose, directory, canonical, answer);
            } else {
                answer.completeExceptionally(new SavepointException(explain(wanted, running)));
            }
        });
        return answer;
    }

    private Optional<RunningJob> choose(Optional<JobID> wanted, List<JobView> running) {
        List<JobView> candidates = running.stream()
                .filter(view -> wanted.isEmpty() || wanted.get().toHexString().equals(view.id()))
                .toList();
        return candidates.size() == 1
                ? Optional.ofNullable(
                        jobs.get(JobID.fromHexString(candidates.get(0).id())))
                : Optional.empty();
    }

    private static String explain(Optional<JobID> wanted, List<JobView> running) {
        String expected = wanted.map(id -> "Expected a running job with the id " + id.toHexString())
                .orElse("Expected one running job");
        if (running.isEmpty()) {
            return expected + ", but none is running";
        }
        String found = running.stream()
                .map(view -> view.id() + " (" + view.name() + ")")
                .collect(Collectors.joining(", "));
        return expected + ", found these: " + found + ". Name the id of one of them";
    }

    private void request(
            RunningJob job,
            CheckpointPurpose purpose,
            Optional<String> directory,
            boolean canonical,
            CompletableFuture<String> answer) {
        long number = ++lastRequest;
        waiting.put(number, new Waiting(job, purpose, answer));
        FutureUtils.assertNoException(job.result().handle((result, failure) -> {
            loop.execute(() -> jobEnded(number));
            return null;
        }));
        core.accept(new JobEvent.SavepointRequested(
                job.topology().job(), new SavepointRequest(number, purpose, directory, canonical)));
    }

    /** A savepoint is there, or will not be. */
    void answered(JobAction.SavepointAnswered answered) {
        assert loop.isCurrent();
        Waiting answeredTo = waiting.remove(answered.request());
        if (answeredTo == null) {
            return;
        }
        Optional<String> path = answered.path();
        if (path.isEmpty()) {
            FailureCause cause = answered.failure().orElse(new FailureCause("unknown", ""));
            answeredTo.answer().completeExceptionally(new SavepointException(cause.summary(), new JobFailure(cause)));
        } else if (answeredTo.purpose().isStopping()) {
            completeAfterEnd(answeredTo, path.get());
        } else {
            answeredTo.answer().complete(path.get());
        }
    }

    private static void completeAfterEnd(Waiting stopping, String path) {
        FutureUtils.assertNoException(stopping.job().result().handle((result, failure) -> {
            if (failure == null) {
                return stopping.answer().complete(path);
            }
            return stopping.answer()
                    .completeExceptionally(new SavepointException(
                            "The savepoint is complete at " + path + ", but job '"
                                    + stopping.job().topology().name()
                                    + "' did not stop as it should have: " + failure.getMessage(),
                            failure));
        }));
    }

    /** Nobody will answer any more. */
    private void jobEnded(long request) {
        Waiting left = waiting.remove(request);
        if (left != null) {
            left.answer()
                    .completeExceptionally(new SavepointException(
                            "Job '" + left.job().topology().name() + "' ended before the savepoint was complete"));
        }
    }
}
