package io.yarnflink.state.restore;

import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.columns.StateColumns;
import io.yarnflink.state.rocksdb.RocksStore;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.jspecify.annotations.Nullable;

/**
 * What restoring needs.
 *
 * @param folder of the backend, which exists
 * @param open opens, or makes, the store in a folder
 * @param layout how keys look, and which key groups to keep
 * @param keySerializer is told what the keys were written with
 * @param classLoader of the user's code
 * @param heapTimers where timers go, if not into the store
 * @param cancelled closing it ends downloads
 */
public record RestoreContext<K>(
        Path folder,
        Function<Path, RocksStore> open,
        KeyLayout layout,
        StateSerializerProvider<K> keySerializer,
        ClassLoader classLoader,
        @Nullable HeapTimers heapTimers,
        CloseableRegistry cancelled) {

    private static final String STORE = "db";

    /** Where the store's own files are. */
    public Path storeFolder() {
        return folder.resolve(STORE);
    }

    StateColumns openStore() {
        return new StateColumns(open.apply(storeFolder()));
    }
}
