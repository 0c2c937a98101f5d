package io.yarnflink.state.restore;

import io.yarnflink.state.columns.StateColumns;
import io.yarnflink.state.rocksdb.Batch;
import io.yarnflink.state.rocksdb.Column;
import io.yarnflink.state.snapshot.UploadedFiles;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;
import org.apache.flink.runtime.state.restore.FullSnapshotRestoreOperation;
import org.apache.flink.runtime.state.restore.KeyGroup;
import org.apache.flink.runtime.state.restore.KeyGroupEntry;
import org.apache.flink.runtime.state.restore.SavepointRestoreResult;
import org.apache.flink.runtime.state.restore.ThrowingIterator;
import org.apache.flink.util.StateMigrationException;
import org.jspecify.annotations.Nullable;

/** Fills a new store from canonical savepoints, whichever backend wrote them. */
final class CanonicalRestore<K> {

    private final RestoreContext<K> context;
    private final Batch batch = new Batch();

    CanonicalRestore(RestoreContext<K> context) {
        this.context = context;
    }

    Restored restore(Collection<KeyedStateHandle> handles) throws IOException, StateMigrationException {
        StateColumns columns = context.openStore();
        boolean complete = false;
        try {
            var reading = new FullSnapshotRestoreOperation<>(
                    context.layout().range(), context.classLoader(), handles, context.keySerializer());
            try (ThrowingIterator<SavepointRestoreResult> savepoints = reading.restore()) {
                while (savepoints.hasNext()) {
                    take(savepoints.next(), columns);
                }
            }
            columns.store().write(batch);
            complete = true;
        } finally {
            if (!complete) {
                columns.store().close();
            }
        }
        return new Restored(columns, UUID.randomUUID(), new UploadedFiles());
    }

    private void take(SavepointRestoreResult savepoint, StateColumns columns)
            throws IOException, StateMigrationException {
        List<StateMetaInfoSnapshot> states = savepoint.getStateMetaInfoSnapshots();
        Map<Integer, Column> targets = new HashMap<>();
        for (int id = 0; id < states.size(); id++) {
            StateMetaInfoSnapshot state = states.get(id);
            if (context.heapTimers() == null || state.getBackendStateType() != BackendStateType.PRIORITY_QUEUE) {
                targets.put(id, columns.restore(state).column());
            }
        }
        try (ThrowingIterator<KeyGroup> keyGroups = savepoint.getRestoredKeyGroups()) {
            while (keyGroups.hasNext()) {
                take(keyGroups.next(), states, targets, columns);
            }
        }
    }

    private void take(
            KeyGroup keyGroup, List<StateMetaInfoSnapshot> states, Map<Integer, Column> targets, StateColumns columns)
            throws IOException, StateMigrationException {
        try (ThrowingIterator<KeyGroupEntry> rows = keyGroup.getKeyGroupEntries()) {
            while (rows.hasNext()) {
                KeyGroupEntry row = rows.next();
                Column target = targets.get(row.getKvStateId());
                @Nullable HeapTimers timers = context.heapTimers();
                if (target != null) {
                    batch.put(target, row.getKey(), row.getValue());
                    columns.store().writeIfFull(batch);
                } else if (timers != null) {
                    timers.add(states.get(row.getKvStateId()), row.getKey());
                }
            }
        }
    }
}
