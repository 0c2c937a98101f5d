package io.yarnflink.state.keyed;

import io.yarnflink.state.cells.CellFactory;
import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.columns.KeyWriter;
import io.yarnflink.state.columns.StateColumns;
import io.yarnflink.state.expiry.Sweeper;
import io.yarnflink.state.restore.HeapTimers;
import io.yarnflink.state.rocksdb.Batch;
import io.yarnflink.state.snapshot.BackendIdentity;
import io.yarnflink.state.snapshot.FilesSnapshot;
import io.yarnflink.state.snapshot.UploadedFiles;
import org.apache.flink.runtime.state.PriorityQueueSetFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a backend is made of.
 *
 * @param identity whose snapshots they are
 * @param columns everything stored
 * @param layout how keys look
 * @param keys writes the current key
 * @param cells between states and store
 * @param sweeper removes what has expired
 * @param timers makes queues in the store, if timers live there
 * @param timerWrites writes of theirs that wait
 * @param heapTimers the queues on the heap, if timers live there
 * @param snapshots by files
 * @param uploaded what is on checkpoint storage
 * @param releases gives back folder, threads and memory, once the store is closed
 */
record BackendParts<K>(
        BackendIdentity<K> identity,
        StateColumns columns,
        KeyLayout layout,
        KeyWriter<K> keys,
        CellFactory<K> cells,
        Sweeper sweeper,
        @Nullable PriorityQueueSetFactory timers,
        Batch timerWrites,
        @Nullable HeapTimers heapTimers,
        FilesSnapshot<K> snapshots,
        UploadedFiles uploaded,
        Runnable releases) {}
