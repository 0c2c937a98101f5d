package io.yarnflink.state.cells;

import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.columns.KeyWriter;
import io.yarnflink.state.rocksdb.Column;
import io.yarnflink.state.rocksdb.RocksStore;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * What cells and states need to work on one state.
 *
 * @param store where the state is
 * @param column where it is in the store
 * @param keys writes the current key
 * @param layout how keys look
 * @param keySerializer of the backend
 * @param namespaceSerializer of the state
 * @param valueSerializer of the state: for lists and maps that of the whole
 * @param writeBack writes everything to the store that is not in it yet
 */
public record CellContext<K, N, V>(
        RocksStore store,
        Column column,
        KeyWriter<K> keys,
        KeyLayout layout,
        TypeSerializer<K> keySerializer,
        TypeSerializer<N> namespaceSerializer,
        TypeSerializer<V> valueSerializer,
        Runnable writeBack) {

    byte[] key(N namespace) {
        return keys.key(namespace, namespaceSerializer);
    }
}
