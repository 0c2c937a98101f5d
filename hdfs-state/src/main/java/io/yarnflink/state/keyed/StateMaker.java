package io.yarnflink.state.keyed;

import io.yarnflink.state.cells.AggregatingStateOnCells;
import io.yarnflink.state.cells.CellContext;
import io.yarnflink.state.cells.CellFactory;
import io.yarnflink.state.cells.ListStateOnCells;
import io.yarnflink.state.cells.MapStateOnCells;
import io.yarnflink.state.cells.ReducingStateOnCells;
import io.yarnflink.state.cells.ValueStateOnCells;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.util.FlinkRuntimeException;

/** Makes the state that a descriptor describes. Descriptors say by their type which one; the compiler cannot follow. */
final class StateMaker<K> {

    private final CellFactory<K> cells;

    StateMaker(CellFactory<K> cells) {
        this.cells = cells;
    }

    @SuppressWarnings("unchecked")
    <N, V> State make(StateDescriptor<?, V> descriptor, CellContext<K, N, V> context) {
        return switch (descriptor.getType()) {
            case VALUE -> new ValueStateOnCells<>(context, cells.values(context), descriptor.getDefaultValue());
            case LIST -> list((CellContext<K, N, List<Object>>) (CellContext<K, N, ?>) context);
            case MAP -> map((CellContext<K, N, Map<Object, Object>>) (CellContext<K, N, ?>) context);
            case REDUCING ->
                new ReducingStateOnCells<>(
                        context,
                        cells.values(context),
                        ((ReducingStateDescriptor<V>) (StateDescriptor<?, ?>) descriptor).getReduceFunction());
            case AGGREGATING ->
                new AggregatingStateOnCells<>(
                        context,
                        cells.values(context),
                        ((AggregatingStateDescriptor<?, V, ?>) (StateDescriptor<?, ?>) descriptor)
                                .getAggregateFunction());
            default ->
                throw new FlinkRuntimeException(
                        "State " + descriptor.getClass() + " is not supported by " + RocksKeyedBackend.class);
        };
    }

    private <N, E> State list(CellContext<K, N, List<E>> context) {
        ListSerializer<E> lists = (ListSerializer<E>) context.valueSerializer();
        return new ListStateOnCells<>(context, cells.lists(context, lists.getElementSerializer()));
    }

    private <N, U, V> State map(CellContext<K, N, Map<U, V>> context) {
        MapSerializer<U, V> maps = (MapSerializer<U, V>) context.valueSerializer();
        return new MapStateOnCells<>(context, cells.maps(context, maps.getKeySerializer(), maps.getValueSerializer()));
    }
}
