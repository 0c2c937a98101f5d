package io.yarnflink.runtime.snapshot;

import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.RunnableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.JobManagerTaskRestore;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.query.KvStateRegistry;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.CheckpointStorageAccess;
import org.apache.flink.runtime.state.CheckpointStorageLoader;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupedInternalPriorityQueue;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.UncompressedStreamCompressionDecorator;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackendBuilder;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueSetFactory;
import org.apache.flink.runtime.state.metrics.LatencyTrackingStateConfig;
import org.apache.flink.runtime.state.metrics.SizeTrackingStateConfig;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.apache.flink.streaming.api.operators.TimerHeapInternalTimer;
import org.apache.flink.streaming.api.operators.TimerSerializer;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/**
 * One subtask of the counting operator with real state of Flink's heap backends: counts and timers by key, a list that is
 * split among subtasks, a list that all get whole, and a map that all hold alike.
 */
final class HeapSubtask {

    private static final VoidNamespaceSerializer NO_NAMESPACE = VoidNamespaceSerializer.INSTANCE;

    private final int index;
    private final AbstractKeyedStateBackend<String> keyed;
    private final OperatorStateBackend operator;
    private final KeyGroupedInternalPriorityQueue<TimerHeapInternalTimer<String, VoidNamespace>> timers;

    private HeapSubtask(int index, AbstractKeyedStateBackend<String> keyed, OperatorStateBackend operator) {
        this.index = index;
        this.keyed = keyed;
        this.operator = operator;
        this.timers = keyed.create("timers", new TimerSerializer<>(StringSerializer.INSTANCE, NO_NAMESPACE));
    }

    /** A subtask as it begins after {@code restore}. */
    static HeapSubtask begin(int index, int parallelism, int keyGroups, @Nullable JobManagerTaskRestore restore)
            throws Exception {
        OperatorSubtaskState given =
                restore == null ? null : restore.getTaskStateSnapshot().getSubtaskStateByOperatorID(TestGraph.COUNT);
        OperatorSubtaskState state =
                given == null ? OperatorSubtaskState.builder().build() : given;
        KeyGroupRange range =
                KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(keyGroups, parallelism, index);
        ClassLoader classes = HeapSubtask.class.getClassLoader();
        AbstractKeyedStateBackend<String> keyed = new HeapKeyedStateBackendBuilder<>(
                        new KvStateRegistry().createTaskRegistry(new JobID(), new JobVertexID()),
                        StringSerializer.INSTANCE,
                        classes,
                        keyGroups,
                        range,
                        new ExecutionConfig(),
                        TtlTimeProvider.DEFAULT,
                        LatencyTrackingStateConfig.disabled(),
                        SizeTrackingStateConfig.disabled(),
                        state.getManagedKeyedState(),
                        UncompressedStreamCompressionDecorator.INSTANCE,
                        LocalRecoveryConfig.BACKUP_AND_RECOVERY_DISABLED,
                        new HeapPriorityQueueSetFactory(range, keyGroups, 16),
                        false,
                        new CloseableRegistry())
                .build();
        OperatorStateBackend operator = new DefaultOperatorStateBackendBuilder(
                        classes, new ExecutionConfig(), false, state.getManagedOperatorState(), new CloseableRegistry())
                .build();
        return new HeapSubtask(index, keyed, operator);
    }

    /** Counts a key and sets a timer for it. */
    HeapSubtask count(String key) throws Exception {
        keyed.setCurrentKey(key);
        ValueState<Long> count = counts();
        Long before = count.value();
        count.update(before == null ? 1 : before + 1);
        timers.add(new TimerHeapInternalTimer<>(1000, key, VoidNamespace.INSTANCE));
        return this;
    }

    /** Adds an item to the list that is split, and to the one that everybody gets. */
    HeapSubtask item(String item) throws Exception {
        operator.getListState(new ListStateDescriptor<>("split", String.class)).add(item);
        return this;
    }

    HeapSubtask unionItem(String item) throws Exception {
        operator.getUnionListState(new ListStateDescriptor<>("union", String.class))
                .add(item);
        return this;
    }

    HeapSubtask rule(String name, String rule) throws Exception {
        operator.getBroadcastState(new MapStateDescriptor<>("rules", String.class, String.class))
                .put(name, rule);
        return this;
    }

    Map<String, Long> counted() throws Exception {
        counts();
        Map<String, Long> counted = new TreeMap<>();
        try (Stream<String> keys = keyed.getKeys("counts", VoidNamespace.INSTANCE)) {
            for (String key : keys.toList()) {
                keyed.setCurrentKey(key);
                counted.put(key, counts().value());
            }
        }
        return counted;
    }

    Set<String> timers() throws Exception {
        Set<String> keys = new TreeSet<>();
        CloseableIterator<TimerHeapInternalTimer<String, VoidNamespace>> each = timers.iterator();
        while (each.hasNext()) {
            keys.add(each.next().getKey());
        }
        each.close();
        return keys;
    }

    List<String> items() throws Exception {
        return list(operator.getListState(new ListStateDescriptor<>("split", String.class))
                .get());
    }

    List<String> unionItems() throws Exception {
        return list(operator.getUnionListState(new ListStateDescriptor<>("union", String.class))
                .get());
    }

    Map<String, String> rules() throws Exception {
        Map<String, String> rules = new TreeMap<>();
        operator.getBroadcastState(new MapStateDescriptor<>("rules", String.class, String.class))
                .iterator()
                .forEachRemaining(rule -> rules.put(rule.getKey(), rule.getValue()));
        return rules;
    }

    /** Takes part in a checkpoint, as a task on a TaskManager with this configuration does. */
    SubtaskSnapshot snapshot(long checkpoint, JobID job, Configuration configuration, byte[] options) throws Exception {
        CheckpointOptions wanted = InstantiationUtil.deserializeObject(options, HeapSubtask.class.getClassLoader());
        CheckpointStorageAccess storage = CheckpointStorageLoader.load(
                        null,
                        new HashMapStateBackend(),
                        new Configuration(),
                        configuration,
                        HeapSubtask.class.getClassLoader(),
                        null)
                .createCheckpointStorage(job);
        CheckpointStreamFactory streams =
                storage.resolveCheckpointStorageLocation(checkpoint, wanted.getTargetLocation());
        TaskStateSnapshot snapshot = new TaskStateSnapshot();
        snapshot.putSubtaskStateByOperatorID(
                TestGraph.COUNT,
                OperatorSubtaskState.builder()
                        .setManagedKeyedState(
                                this.<KeyedStateHandle>written(keyed.snapshot(checkpoint, checkpoint, streams, wanted)))
                        .setManagedOperatorState(this.<OperatorStateHandle>written(
                                operator.snapshot(checkpoint, checkpoint, streams, wanted)))
                        .build());
        return serialized(snapshot);
    }

    /** What a TaskManager sends of these handles. */
    static SubtaskSnapshot serialized(TaskStateSnapshot snapshot) throws IOException {
        return new SubtaskSnapshot(
                InstantiationUtil.serializeObject(snapshot), snapshot.getStateSize(), snapshot.getStateSize(), 0, 0, 0);
    }

    int index() {
        return index;
    }

    private <T extends StateObject> StateObjectCollection<T> written(RunnableFuture<SnapshotResult<T>> writing)
            throws Exception {
        writing.run();
        T handle = writing.get().getJobManagerOwnedSnapshot();
        return handle == null ? StateObjectCollection.empty() : StateObjectCollection.singleton(handle);
    }

    private ValueState<Long> counts() throws Exception {
        return keyed.getPartitionedState(
                VoidNamespace.INSTANCE, NO_NAMESPACE, new ValueStateDescriptor<>("counts", Long.class));
    }

    private static List<String> list(Iterable<String> items) {
        List<String> list = new ArrayList<>();
        StreamSupport.stream(items.spliterator(), false).sorted().forEach(list::add);
        return list;
    }
}
