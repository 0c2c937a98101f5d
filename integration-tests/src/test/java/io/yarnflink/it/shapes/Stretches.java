package io.yarnflink.it.shapes;

import java.io.IOException;
import org.apache.flink.api.common.io.DefaultInputSplitAssigner;
import org.apache.flink.api.common.io.InputFormat;
import org.apache.flink.api.common.io.statistics.BaseStatistics;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.GenericInputSplit;
import org.apache.flink.core.io.InputSplitAssigner;
import org.jspecify.annotations.Nullable;

/** An input format: all numbers, in seven stretches. */
final class Stretches implements InputFormat<Long, GenericInputSplit> {

    private static final long serialVersionUID = 1L;
    private static final int SPLITS = 7;

    private long next;
    private long end;

    @Override
    public void configure(Configuration parameters) {}

    @Override
    public @Nullable BaseStatistics getStatistics(@Nullable BaseStatistics cached) {
        return cached;
    }

    @Override
    public GenericInputSplit[] createInputSplits(int minNumSplits) {
        GenericInputSplit[] splits = new GenericInputSplit[SPLITS];
        for (int split = 0; split < SPLITS; split++) {
            splits[split] = new GenericInputSplit(split, SPLITS);
        }
        return splits;
    }

    @Override
    public InputSplitAssigner getInputSplitAssigner(GenericInputSplit[] splits) {
        return new DefaultInputSplitAssigner(splits);
    }

    @Override
    public void open(GenericInputSplit split) throws IOException {
        next = Numbers.COUNT * split.getSplitNumber() / SPLITS;
        end = Numbers.COUNT * (split.getSplitNumber() + 1) / SPLITS;
    }

    @Override
    public boolean reachedEnd() {
        return next >= end;
    }

    @Override
    public Long nextRecord(Long reuse) {
        return next++;
    }

    @Override
    public void close() {}
}
