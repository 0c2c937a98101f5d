package io.yarnflink.runtime.taskmanager;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads classes that the first task needs while the TaskManager still waits for its JobManager. Only a matter of speed:
 * what cannot be loaded is left to the task.
 */
final class Warmup {

    private static final Logger LOG = LoggerFactory.getLogger(Warmup.class);

    private static final List<String> CLASSES = List.of(
            "io.yarnflink.runtime.deployment.TaskDeployment",
            "io.yarnflink.runtime.task.TaskAttempt",
            "io.yarnflink.runtime.task.TaskEnvironment",
            "org.apache.flink.streaming.runtime.tasks.StreamTask",
            "org.apache.flink.streaming.runtime.tasks.SourceOperatorStreamTask",
            "org.apache.flink.streaming.runtime.tasks.OneInputStreamTask",
            "org.apache.flink.streaming.runtime.tasks.RegularOperatorChain",
            "org.apache.flink.streaming.runtime.tasks.SubtaskCheckpointCoordinatorImpl",
            "org.apache.flink.streaming.api.operators.SourceOperatorFactory",
            "org.apache.flink.streaming.api.operators.SourceOperator",
            "org.apache.flink.streaming.api.operators.StreamMap",
            "org.apache.flink.streaming.api.operators.StreamFlatMap",
            "org.apache.flink.streaming.api.operators.KeyedProcessOperator",
            "org.apache.flink.streaming.api.operators.StreamTaskStateInitializerImpl",
            "org.apache.flink.streaming.runtime.io.StreamTaskNetworkInputFactory",
            "org.apache.flink.streaming.runtime.io.RecordWriterOutput",
            "org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner",
            "org.apache.flink.runtime.io.network.partition.PipelinedResultPartition",
            "org.apache.flink.runtime.io.network.partition.consumer.SingleInputGateFactory",
            "org.apache.flink.runtime.io.network.partition.consumer.RemoteRecoveredInputChannel",
            "org.apache.flink.runtime.state.hashmap.HashMapStateBackend",
            "org.apache.flink.runtime.state.heap.HeapKeyedStateBackendBuilder",
            "org.apache.flink.runtime.state.heap.CopyOnWriteStateMap",
            "org.apache.flink.api.common.typeutils.base.StringSerializer",
            "org.apache.flink.api.java.typeutils.runtime.TupleSerializer",
            "org.apache.flink.api.java.typeutils.runtime.PojoSerializer");

    private Warmup() {}

    /** Begins on a thread of its own, which ends when all is loaded. */
    static void start() {
        Thread thread = new Thread(Warmup::load, "taskmanager-warmup");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        for (String name : CLASSES) {
            try {
                Class.forName(name, true, Warmup.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                LOG.debug("{} cannot be loaded ahead", name, e);
            }
        }
    }
}
