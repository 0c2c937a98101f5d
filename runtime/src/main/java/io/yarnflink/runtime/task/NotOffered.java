package io.yarnflink.runtime.task;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;

/** A service of a task that is not offered: it says so when it is asked, by name and with what to do instead. */
final class NotOffered implements GlobalAggregateManager {

    @Override
    public <IN, ACC, OUT> OUT updateGlobalAggregate(
            String name, Object value, AggregateFunction<IN, ACC, OUT> function) {
        throw new UnsupportedOperationException("Global aggregates are not offered (asked for '" + name
                + "'); align sources with watermark alignment instead");
    }
}
