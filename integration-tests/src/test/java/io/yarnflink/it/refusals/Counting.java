package io.yarnflink.it.refusals;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Counts the values of each key, in a state of a type that may be chosen. */
final class Counting extends RichMapFunction<Long, Long> {

    private static final long serialVersionUID = 1L;

    private final boolean asText;

    @SuppressWarnings("NullAway.Init") // by open()
    private transient ValueState<Object> count;

    Counting(boolean asText) {
        this.asText = asText;
    }

    @Override
    @SuppressWarnings("unchecked") // the same field for either type
    public void open(OpenContext context) {
        TypeInformation<?> type = asText ? Types.STRING : Types.LONG;
        count = getRuntimeContext().getState((ValueStateDescriptor<Object>) new ValueStateDescriptor<>("count", type));
    }

    @Override
    public Long map(Long value) throws Exception {
        Object before = count.value();
        long next = before == null ? 1 : Long.parseLong(before.toString()) + 1;
        count.update(asText ? Long.toString(next) : (Object) next);
        return next;
    }
}
