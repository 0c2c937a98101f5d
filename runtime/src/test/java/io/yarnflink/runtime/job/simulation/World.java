package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.job.JobEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.jspecify.annotations.Nullable;

/** The truth: what really exists and runs, whatever the core believes. */
final class World {

    /** A subtask of a certain job. */
    record Part(SimulatedJob job, Subtask subtask) {

        int region() {
            return job.topology().regions()[subtask.vertex()];
        }

        @Override
        public String toString() {
            return job.topology().name() + ": " + job.topology().describe(subtask);
        }
    }

    private record Link(ExecutionAttemptID producer, ExecutionAttemptID consumer) {}

    /** What the wall clock shows when a simulation begins. */
    private static final long EPOCH = 1_000_000_000_000L;

    private final VirtualTime time = new VirtualTime();
    private final Trace trace = new Trace(time);
    private final Chance chance;
    private final Scenario scenario;
    private final Network network;
    private final Map<WorkerId, SimulatedWorker> workers = new TreeMap<>();
    private final Map<ExecutionAttemptID, SimulatedTask> tasks = new LinkedHashMap<>();
    private final Map<JobVertexID, SimulatedJob> byVertex = new HashMap<>();
    private final Map<JobID, SimulatedJob> jobs = new LinkedHashMap<>();
    private final Map<Link, Channel> channels = new HashMap<>();
    private final Files files = new Files();
    private final Outputs outputs = new Outputs();
    private final Map<String, StoredCheckpoint> stored = new LinkedHashMap<>();
    private final SharedLog log = new SharedLog();
    private final KeepsakesInMemory keepsakes = new KeepsakesInMemory();
    private final SuccessionChecks succession = new SuccessionChecks(this);
    private final FakeYarn yarn = new FakeYarn(this);
    private final Script script = new Script(this);
    private final SuccessionMistake mistake;
    private final Masters masters;
    private long wallClockError;
    private int failures;

    World(Scenario scenario, Chance chance, SuccessionMistake mistake, Function<LongSupplier, Decider> core) {
        this.chance = chance;
        this.scenario = scenario;
        this.mistake = mistake;
        this.masters = new Masters(this, attempt -> new Master(attempt, this, core.apply(this::wallClock)));
        this.network = new Network(this);
        scenario.jobs().forEach(this::know);
    }

    void know(SimulatedJob job) {
        jobs.put(job.id(), job);
        job.topology().vertices().forEach(vertex -> byVertex.put(vertex.id(), job));
    }

    Collection<SimulatedJob> jobs() {
        return jobs.values();
    }

    SimulatedJob job(JobID id) {
        SimulatedJob job = jobs.get(id);
        if (job == null) {
            throw new Violation("Nobody submitted job " + id);
        }
        return job;
    }

    VirtualTime time() {
        return time;
    }

    Trace trace() {
        return trace;
    }

    Chance chance() {
        return chance;
    }

    Scenario scenario() {
        return scenario;
    }

    Network network() {
        return network;
    }

    Files files() {
        return files;
    }

    Outputs outputs() {
        return outputs;
    }

    SharedLog log() {
        return log;
    }

    KeepsakesInMemory keepsakes() {
        return keepsakes;
    }

    SuccessionChecks succession() {
        return succession;
    }

    FakeYarn yarn() {
        return yarn;
    }

    Script script() {
        return script;
    }

    /** What all attempts do wrong. */
    SuccessionMistake mistake() {
        return mistake;
    }

    Masters masters() {
        return masters;
    }

    /** What somebody has written lies at its path from now on. */
    void add(StoredCheckpoint checkpoint) {
        stored.put(checkpoint.folder(), checkpoint);
    }

    Optional<StoredCheckpoint> checkpoint(String path) {
        return Optional.ofNullable(stored.get(path));
    }

    Collection<StoredCheckpoint> checkpoints() {
        return stored.values();
    }

    /** What carries records from one attempt to another. */
    Channel channel(ExecutionAttemptID producer, ExecutionAttemptID consumer) {
        return channels.computeIfAbsent(new Link(producer, consumer), link -> new Channel());
    }

    /** Milliseconds since the epoch, as far as one knows. */
    long wallClock() {
        return EPOCH + time.now() + wallClockError;
    }

    /** Somebody sets the wall clock, maybe back. */
    void setWallClock(long error) {
        trace.add("world", "the wall clock is wrong by " + error);
        wallClockError = error;
    }

    /** Whether faults may happen now. */
    boolean isFaulty() {
        return scenario.faults().at(time.now());
    }

    /** Whether a fault of this probability happens now. */
    boolean strikes(double probability) {
        return isFaulty() && chance.happens(probability);
    }

    /** Tells the attempt that people and YARN take for the one. */
    void tell(JobEvent event) {
        masters.current().tell(event);
    }

    /** A text that no other failure has. */
    String newFailure() {
        return "java.lang.IllegalStateException: injected failure #" + ++failures;
    }

    void add(SimulatedWorker worker) {
        workers.put(worker.id(), worker);
    }

    @Nullable
    SimulatedWorker worker(WorkerId id) {
        return workers.get(id);
    }

    Collection<SimulatedWorker> workers() {
        return workers.values();
    }

    void add(SimulatedTask task) {
        tasks.put(task.attempt(), task);
    }

    /** The task of an attempt; null if none ever began. */
    @Nullable
    SimulatedTask task(ExecutionAttemptID attempt) {
        return tasks.get(attempt);
    }

    Part partOf(ExecutionAttemptID attempt) {
        SimulatedJob job = byVertex.get(attempt.getJobVertexId());
        if (job == null) {
            throw new Violation("Nobody submitted a job with attempt " + attempt);
        }
        for (int v = 0; v < job.topology().vertices().size(); v++) {
            if (job.topology().vertices().get(v).id().equals(attempt.getJobVertexId())) {
                return new Part(job, new Subtask(v, attempt.getSubtaskIndex()));
            }
        }
        throw new Violation("Job " + job.topology().name() + " has no vertex for " + attempt);
    }
}
