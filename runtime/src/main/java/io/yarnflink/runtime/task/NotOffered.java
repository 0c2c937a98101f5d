package io.yarnflink.runtime.task;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.core.io.InputSplit;
import org.apache.flink.runtime.jobgraph.tasks.InputSplitProvider;
import org.apache.flink.runtime.jobgraph.tasks.InputSplitProviderException;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;

/** Services of a task that are not offered: they say so when they are asked, by name and with what to do instead. */
final class NotOffered implements InputSplitProvider, GlobalAggregateManager {

    @Override
    public InputSplit getNextInputSplit(ClassLoader userCode) throws InputSplitProviderException {
        throw new InputSplitProviderException(
                "Sources made with createInput(InputFormat) are not offered, as input splits are not handed out; use a"
                        + " source of the Source API such as FileSource");
    }

    @Override
    public <IN, ACC, OUT> OUT updateGlobalAggregate(
            String name, Object value, AggregateFunction<IN, ACC, OUT> function) {
        throw new UnsupportedOperationException("Global aggregates are not offered (asked for '" + name
                + "'); align sources with watermark alignment instead");
    }
}
