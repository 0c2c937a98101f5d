package io.yarnflink.state.columns;

import io.yarnflink.state.rocksdb.RocksStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.RegisteredStateMetaInfoBase;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.jspecify.annotations.Nullable;

/** All states and timer queues that are in a store, in the order they came. Owned by the task's thread. */
public final class StateColumns {

    private final RocksStore store;
    private final Map<String, StateColumn> byName = new LinkedHashMap<>();

    /** Nothing is registered yet, whatever columns {@code store} has. */
    public StateColumns(RocksStore store) {
        this.store = store;
    }

    /** The store they are in. */
    public RocksStore store() {
        return store;
    }

    /** What is registered under {@code name}, or null. */
    public @Nullable StateColumn get(String name) {
        return byName.get(name);
    }

    /** Registers {@code meta}, in place of what has its name; the column is made if there is none. */
    public StateColumn register(RegisteredStateMetaInfoBase meta) {
        StateColumn column = new StateColumn(store.column(meta.getName()), meta);
        byName.put(meta.getName(), column);
        return column;
    }

    /** Registers what a snapshot says, unless something has its name already. */
    public StateColumn restore(StateMetaInfoSnapshot snapshot) {
        StateColumn known = byName.get(snapshot.getName());
        return known != null ? known : register(RegisteredStateMetaInfoBase.fromMetaInfoSnapshot(snapshot));
    }

    /** Removes what is registered under {@code name}, with its column. */
    public void drop(String name) {
        StateColumn gone = byName.remove(name);
        if (gone != null) {
            store.drop(gone.column());
        }
    }

    /** Everything registered. */
    public List<StateColumn> all() {
        return List.copyOf(byName.values());
    }

    /** What a snapshot has to say of everything registered, in the order of {@link #all}. */
    public List<StateMetaInfoSnapshot> snapshotMeta() {
        List<StateMetaInfoSnapshot> snapshots = new ArrayList<>();
        byName.values().forEach(column -> snapshots.add(column.meta().snapshot()));
        return snapshots;
    }
}
