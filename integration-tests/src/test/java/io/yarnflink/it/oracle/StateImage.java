package io.yarnflink.it.oracle;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.runtime.state.restore.FullSnapshotRestoreOperation;
import org.apache.flink.runtime.state.restore.KeyGroup;
import org.apache.flink.runtime.state.restore.KeyGroupEntry;
import org.apache.flink.runtime.state.restore.SavepointRestoreResult;
import org.apache.flink.runtime.state.restore.ThrowingIterator;

/**
 * What is in a canonical savepoint whose keys are longs, down to the bytes of each entry. Which subtask held what, and
 * in what order, is left out, since it says nothing about the state.
 */
public final class StateImage {

    private static final HexFormat HEX = HexFormat.of();

    private final SortedMap<String, List<String>> entries = new TreeMap<>();

    private StateImage() {}

    /**
     * Reads a savepoint.
     *
     * @return by operator, state and, of keyed state, key group: the entries in hexadecimal digits, sorted
     */
    public static SortedMap<String, List<String>> of(String savepoint) throws Exception {
        StateImage image = new StateImage();
        for (OperatorState operator : load(savepoint).getOperatorStates()) {
            String name = operator.getOperatorID().toHexString();
            if (operator.getCoordinatorState() != null) {
                image.add(name + " coordinator", operator.getCoordinatorState().getData());
            }
            for (OperatorSubtaskState subtask : operator.getStates()) {
                for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
                    image.addOperatorState(name, handle);
                }
                for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
                    image.addKeyedState(name, operator.getMaxParallelism(), handle);
                }
            }
        }
        image.entries.values().forEach(Collections::sort);
        return image.entries;
    }

    /** The metadata. */
    public static CheckpointMetadata load(String savepoint) throws IOException {
        Path metadata = new Path(savepoint, "_metadata");
        try (DataInputStream in = new DataInputStream(metadata.getFileSystem().open(metadata))) {
            return Checkpoints.loadCheckpointMetadata(in, StateImage.class.getClassLoader(), savepoint);
        }
    }

    private void addOperatorState(String operator, OperatorStateHandle handle) throws IOException {
        TreeSet<Long> starts = new TreeSet<>(List.of(handle.getStateSize()));
        handle.getStateNameToPartitionOffsets().values().forEach(state -> {
            for (long offset : state.getOffsets()) {
                starts.add(offset);
            }
        });
        try (FSDataInputStream in = handle.openInputStream()) {
            for (Map.Entry<String, OperatorStateHandle.StateMetaInfo> state :
                    handle.getStateNameToPartitionOffsets().entrySet()) {
                String where =
                        operator + " " + state.getKey() + " " + state.getValue().getDistributionMode();
                for (long offset : state.getValue().getOffsets()) {
                    Long end = starts.higher(offset);
                    byte[] bytes = new byte[(int) ((end == null ? offset : end) - offset)];
                    in.seek(offset);
                    new DataInputStream(in).readFully(bytes);
                    add(where, bytes);
                }
            }
        }
    }

    private void addKeyedState(String operator, int maxParallelism, KeyedStateHandle handle) throws Exception {
        FullSnapshotRestoreOperation<Long> reading = new FullSnapshotRestoreOperation<>(
                KeyGroupRange.of(0, maxParallelism - 1),
                StateImage.class.getClassLoader(),
                List.of(handle),
                StateSerializerProvider.fromNewRegisteredSerializer(LongSerializer.INSTANCE));
        try (ThrowingIterator<SavepointRestoreResult> results = reading.restore()) {
            while (results.hasNext()) {
                addKeyGroups(operator, results.next());
            }
        }
    }

    private void addKeyGroups(String operator, SavepointRestoreResult result) throws Exception {
        try (ThrowingIterator<KeyGroup> groups = result.getRestoredKeyGroups()) {
            while (groups.hasNext()) {
                KeyGroup group = groups.next();
                addEntries(operator + " key group " + group.getKeyGroupId(), result, group.getKeyGroupEntries());
            }
        }
    }

    private void addEntries(String where, SavepointRestoreResult result, ThrowingIterator<KeyGroupEntry> group)
            throws Exception {
        while (group.hasNext()) {
            KeyGroupEntry entry = group.next();
            String state =
                    result.getStateMetaInfoSnapshots().get(entry.getKvStateId()).getName();
            entries.computeIfAbsent(where + " " + state, none -> new ArrayList<>())
                    .add(HEX.formatHex(entry.getKey()) + "=" + HEX.formatHex(entry.getValue()));
        }
    }

    private void add(String where, byte[] bytes) {
        entries.computeIfAbsent(where, none -> new ArrayList<>()).add(HEX.formatHex(bytes));
    }
}
