package io.yarnflink.runtime.taskmanager;

import io.yarnflink.runtime.task.JobServices;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;

/**
 * What is kept for jobs as long as they run. A job is known by the bytes of its deployment, which are the same for all of
 * its attempts and are read on tasks' threads. Owned by the event loop.
 */
final class Jobs {

    private final Function<byte[], JobServices> maker;
    private final Map<ByteBuffer, Job> jobs = new HashMap<>();

    Jobs(Function<byte[], JobServices> maker) {
        this.maker = maker;
    }

    /** What the job of these bytes keeps; from now on it has this attempt. */
    JobServices join(byte[] deployment, ExecutionAttemptID attempt) {
        Job job = jobs.computeIfAbsent(ByteBuffer.wrap(deployment), key -> new Job(maker.apply(deployment)));
        job.attempts.add(attempt);
        return job.services;
    }

    /**
     * An attempt has ended.
     *
     * @param left partitions to be released with the job
     * @return what is to be given back, if the job was over but for this attempt
     */
    List<Ended> leave(ExecutionAttemptID attempt, List<ResultPartitionID> left) {
        for (Job job : jobs.values()) {
            if (job.attempts.remove(attempt)) {
                job.left.addAll(left);
            }
        }
        return collect();
    }

    /** Ends a job: tells its attempts that live here; when they have ended, {@link #leave} or {@link #collect} gives it back. */
    Set<ExecutionAttemptID> end(JobID id) {
        Set<ExecutionAttemptID> alive = new HashSet<>();
        for (Job job : jobs.values()) {
            JobServices.Parts parts = job.services.known();
            if (parts != null && parts.deployment().job().equals(id)) {
                job.over = true;
                alive.addAll(job.attempts);
            }
        }
        return alive;
    }

    /** Takes out the jobs that are over and have no attempt left. */
    List<Ended> collect() {
        List<Ended> ended = new ArrayList<>();
        jobs.values().removeIf(job -> {
            boolean done = job.over && job.attempts.isEmpty();
            if (done) {
                ended.add(new Ended(job.services, List.copyOf(job.left)));
            }
            return done;
        });
        return ended;
    }

    /** Partitions that ended attempts have left; nobody reads them when all attempts of their jobs have ended. */
    List<ResultPartitionID> takeLeft() {
        List<ResultPartitionID> taken = new ArrayList<>();
        for (Job job : jobs.values()) {
            taken.addAll(job.left);
            job.left.clear();
        }
        return taken;
    }

    /** Takes out all jobs. */
    List<Ended> endAll() {
        jobs.values().forEach(job -> {
            job.over = true;
            job.attempts.clear();
        });
        return collect();
    }

    /**
     * A job that is over here.
     *
     * @param services to be closed, which may run the user's code
     * @param left partitions to be released
     */
    record Ended(JobServices services, List<ResultPartitionID> left) {}

    private static final class Job {

        private final JobServices services;
        private final Set<ExecutionAttemptID> attempts = new HashSet<>();
        private final Set<ResultPartitionID> left = new HashSet<>();
        private boolean over;

        private Job(JobServices services) {
            this.services = services;
        }
    }
}
