package io.yarnflink.state.model;

import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.java.tuple.Tuple1;
import org.apache.flink.api.java.typeutils.runtime.TupleSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupedInternalPriorityQueue;
import org.apache.flink.runtime.state.KeyedStateBackendParametersImpl;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.internal.InternalKvState;
import org.apache.flink.runtime.state.internal.InternalListState;
import org.apache.flink.runtime.state.internal.InternalMapState;
import org.apache.flink.runtime.state.internal.InternalReducingState;
import org.apache.flink.runtime.state.internal.InternalValueState;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.apache.flink.streaming.api.operators.TimerHeapInternalTimer;
import org.apache.flink.streaming.api.operators.TimerSerializer;

/** A backend for some key groups, with one state of each kind and a queue of timers. */
@SuppressWarnings("try") // backends' close methods throw anything
final class Subtask implements AutoCloseable {

    static final int KEY_GROUPS = 16;

    private final MockEnvironment environment;
    final AbstractKeyedStateBackend<String> backend;
    final InternalValueState<String, String, Tuple1<String>> value;
    final InternalReducingState<String, String, Long> sum;
    final InternalListState<String, String, String> list;
    final InternalMapState<String, String, Integer, String> map;
    final KeyGroupedInternalPriorityQueue<TimerHeapInternalTimer<String, String>> timers;

    Subtask(StateBackend kind, KeyGroupRange range, List<KeyedStateHandle> handles) throws Exception {
        this(new MockEnvironmentBuilder().build(), kind, range, handles);
    }

    /** @param environment to be closed with this */
    @SuppressWarnings({"unchecked", "rawtypes"}) // a tuple's class has no type arguments
    Subtask(MockEnvironment environment, StateBackend kind, KeyGroupRange range, List<KeyedStateHandle> handles)
            throws Exception {
        this.environment = environment;
        backend =
                (AbstractKeyedStateBackend<String>) kind.createKeyedStateBackend(new KeyedStateBackendParametersImpl<>(
                        environment,
                        new JobID(),
                        "model",
                        StringSerializer.INSTANCE,
                        KEY_GROUPS,
                        range,
                        environment.getTaskKvStateRegistry(),
                        TtlTimeProvider.DEFAULT,
                        new UnregisteredMetricsGroup(),
                        handles,
                        new CloseableRegistry()));
        var tuples = new TupleSerializer<Tuple1<String>>(
                (Class) Tuple1.class,
                new org.apache.flink.api.common.typeutils.TypeSerializer<?>[] {StringSerializer.INSTANCE});
        value = state(new ValueStateDescriptor<>("value", tuples));
        sum = state(new ReducingStateDescriptor<>("sum", Long::sum, LongSerializer.INSTANCE));
        list = state(new ListStateDescriptor<>("list", StringSerializer.INSTANCE));
        map = state(new MapStateDescriptor<>("map", IntSerializer.INSTANCE, StringSerializer.INSTANCE));
        timers = backend.create("timers", new TimerSerializer<>(StringSerializer.INSTANCE, StringSerializer.INSTANCE));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the descriptor says which state it is
    private <S extends org.apache.flink.api.common.state.State, I extends InternalKvState<String, String, ?>> I state(
            StateDescriptor<S, ?> descriptor) throws Exception {
        return (I) backend.getOrCreateKeyedState(StringSerializer.INSTANCE, descriptor);
    }

    void at(Model.Spot spot) {
        backend.setCurrentKey(spot.key());
        value.setCurrentNamespace(spot.namespace());
        sum.setCurrentNamespace(spot.namespace());
        list.setCurrentNamespace(spot.namespace());
        map.setCurrentNamespace(spot.namespace());
    }

    @Override
    public void close() throws Exception {
        backend.close();
        backend.dispose();
        environment.close();
    }
}
