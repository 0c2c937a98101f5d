package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.graph.TopologyVertex;
import io.yarnflink.runtime.job.RestartPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.jspecify.annotations.Nullable;

/**
 * A job and what will be done to it from outside.
 *
 * @param topology its shape
 * @param policy its restart policy
 * @param bounded whether its sources come to an end
 * @param submitAt when it is submitted
 * @param cancelAt when somebody cancels it, in milliseconds; {@link #NEVER} if nobody does
 * @param coordinatorFailsAt when a coordinator fails it; {@link #NEVER} if none does
 * @param snapshots its checkpoints and savepoints
 */
record SimulatedJob(
        JobTopology topology,
        RestartPolicy policy,
        boolean bounded,
        long submitAt,
        long cancelAt,
        long coordinatorFailsAt,
        SnapshotPlan snapshots) {

    static final long NEVER = Long.MAX_VALUE;

    static SimulatedJob some(int number, long calmAt, Chance chance) {
        List<TopologyVertex> vertices = new ArrayList<>();
        int count = chance.between(1, 4);
        for (int v = 0; v < count; v++) {
            Set<Integer> upstream = new TreeSet<>();
            Set<Integer> pointwise = new TreeSet<>();
            for (int u = 0; u < v; u++) {
                if (chance.happens(0.5)) {
                    upstream.add(u);
                    if (chance.happens(0.3)) {
                        pointwise.add(u);
                    }
                }
            }
            vertices.add(new TopologyVertex(
                    new JobVertexID(number, v),
                    "v" + number + "." + v,
                    chance.between(1, 3),
                    chance.between(0, 1),
                    List.copyOf(upstream),
                    pointwise));
        }
        boolean bounded = chance.happens(0.8);
        long submitAt = chance.between(0, 15_000);
        long cancelAt = chance.happens(0.25) ? submitAt + chance.between(0, 20_000) : NEVER;
        if (!bounded && cancelAt == NEVER) {
            cancelAt = submitAt + calmAt + chance.between(0, 10_000);
        }
        return new SimulatedJob(
                new JobTopology(new JobID(7, number), "job" + number, vertices),
                policy(chance),
                bounded,
                submitAt,
                cancelAt,
                chance.happens(0.15) ? chance.between(0, 30_000) : NEVER,
                SnapshotPlan.some(number, chance));
    }

    /** A job of the same shape that begins from a checkpoint of this one, now. */
    SimulatedJob continuedFrom(CompletedCheckpoint checkpoint, boolean claims, int number, long now) {
        List<TopologyVertex> vertices = new ArrayList<>();
        for (int v = 0; v < topology.vertices().size(); v++) {
            TopologyVertex of = topology.vertices().get(v);
            vertices.add(new TopologyVertex(
                    new JobVertexID(number, v),
                    "v" + number + "." + v,
                    of.parallelism(),
                    of.slotSharingGroup(),
                    of.upstream(),
                    of.pointwise()));
        }
        return new SimulatedJob(
                new JobTopology(new JobID(7, number), "job" + number, vertices),
                policy,
                bounded,
                now,
                bounded ? NEVER : now + 20_000,
                NEVER,
                snapshots.continuedFrom(checkpoint, claims));
    }

    /** A job that needs so many slots. */
    static SimulatedJob wide(int slots) {
        TopologyVertex vertex = new TopologyVertex(new JobVertexID(99, 0), "wide", slots, 0, List.of());
        JobTopology topology = new JobTopology(new JobID(7, 99), "wide", List.of(vertex));
        return new SimulatedJob(topology, new RestartPolicy.Never(), true, 0, NEVER, NEVER, SnapshotPlan.none(99));
    }

    private static RestartPolicy policy(Chance chance) {
        if (chance.happens(0.2)) {
            return new RestartPolicy.Never();
        } else if (chance.happens(0.2)) {
            return new RestartPolicy.FailureRate(
                    chance.between(1, 4), Duration.ofSeconds(chance.of(List.of(5, 20))), Duration.ofMillis(300));
        } else if (chance.happens(0.3)) {
            return new RestartPolicy.ExponentialDelay(
                    Duration.ofMillis(200),
                    Duration.ofSeconds(5),
                    1.5,
                    Duration.ofSeconds(chance.of(List.of(8, 3_600))),
                    chance.of(List.of(0.0, 0.3)),
                    chance.of(List.of(2, 1_000)));
        }
        Duration pause = chance.of(List.of(Duration.ZERO, Duration.ofMillis(700), Duration.ofSeconds(6)));
        return new RestartPolicy.FixedDelay(chance.of(List.of(1, 2, 3, 1000)), pause);
    }

    JobID id() {
        return topology.job();
    }

    /** The subtasks that a subtask reads. */
    List<Subtask> producersOf(Subtask subtask) {
        List<Subtask> producers = new ArrayList<>();
        for (int upstream : topology.vertices().get(subtask.vertex()).upstream()) {
            JobTopology.Producers read = producers(subtask, upstream);
            for (int i = read.first(); i <= read.last(); i++) {
                producers.add(new Subtask(upstream, i));
            }
        }
        return producers;
    }

    private JobTopology.Producers producers(Subtask subtask, int upstream) {
        return topology.producers(subtask.vertex(), upstream).get(subtask.index());
    }

    /** The subtasks that read a subtask. */
    List<Subtask> consumersOf(Subtask subtask) {
        List<Subtask> consumers = new ArrayList<>();
        for (int v = 0; v < topology.vertices().size(); v++) {
            if (topology.vertices().get(v).upstream().contains(subtask.vertex())) {
                for (int i = 0; i < topology.vertices().get(v).parallelism(); i++) {
                    JobTopology.Producers read = producers(new Subtask(v, i), subtask.vertex());
                    if (read.first() <= subtask.index() && subtask.index() <= read.last()) {
                        consumers.add(new Subtask(v, i));
                    }
                }
            }
        }
        return consumers;
    }

    /** How many slots it needs: for each sharing group as many as its widest vertex has subtasks. */
    int slots() {
        int[] width = new int[topology.vertices().size() + 2];
        for (TopologyVertex vertex : topology.vertices()) {
            width[vertex.slotSharingGroup()] = Math.max(width[vertex.slotSharingGroup()], vertex.parallelism());
        }
        int sum = 0;
        for (int one : width) {
            sum += one;
        }
        return sum;
    }

    Set<Integer> regions() {
        Set<Integer> regions = new TreeSet<>();
        for (int region : topology.regions()) {
            regions.add(region);
        }
        return regions;
    }

    /** Whether one cannot tell from outside how long it pauses. */
    boolean pausesByChance() {
        return policy instanceof RestartPolicy.ExponentialDelay exponential && exponential.jitter() > 0;
    }

    /** If it pauses by chance. */
    Duration longestPause() {
        return policy instanceof RestartPolicy.ExponentialDelay exponential ? exponential.maximum() : Duration.ZERO;
    }

    int lineage() {
        return snapshots.lineage();
    }

    CheckpointSettings settings() {
        return snapshots.settings();
    }

    /** How many records a source gives before it ends. */
    long records(Subtask source) {
        return bounded ? (lineage() * 37L + source.vertex() * 11L + source.index() * 23L) % 150 : NEVER;
    }

    /** Whether its tasks finish only after a checkpoint that knows of the end of their data. */
    boolean waitsForLastCheckpoint() {
        return settings().interval().isPresent() && settings().afterTasksFinish();
    }

    // The id says it all, and jobs are looked up after every event.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SimulatedJob job && id().equals(job.id());
    }

    @Override
    public int hashCode() {
        return id().hashCode();
    }
}
