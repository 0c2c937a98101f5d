package io.yarnflink.state.cells;

import io.yarnflink.state.changes.Changes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Makes the cells of states. Owned by the task's thread, as are the cells. */
public interface CellFactory<K> {

    /** Cells for a state of values, reduced values or accumulators. */
    <N, V> ValueCells<N, V> values(CellContext<K, N, V> context);

    /** Cells for a state of lists. */
    <N, E> ListCells<N, E> lists(CellContext<K, N, List<E>> context, TypeSerializer<E> elements);

    /** Cells for a state of maps. */
    <N, U, V> MapCells<N, U, V> maps(
            CellContext<K, N, Map<U, V>> context, TypeSerializer<U> userKeys, TypeSerializer<V> values);

    /** Whether cells refer to the current key after it is another, so that nobody else may have the object. */
    boolean keepsKeys();

    /** Writes to the store what is not in it yet. */
    void writeBack();

    /**
     * What is not in the store yet, as it is now, for a snapshot; the cells take care that it gets there.
     *
     * @param folder for files, does not exist
     */
    Changes freeze(long snapshot, Path folder);

    /** There is another current key. Called for each record. */
    void keySelected();

    /** Cells that were made for a state of that name are not used any more; everything has been written back. */
    void forget(String state);
}
