package io.yarnflink.runtime.local;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Counts and sums what passes, in accumulators, so that a lost or doubled record shows. */
public final class Tally extends RichMapFunction<Long, Long> {

    public static final String RECORDS = "records";
    public static final String SUM = "sum";

    private static final long serialVersionUID = 1L;

    private final LongCounter records = new LongCounter();
    private final LongCounter sum = new LongCounter();

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(RECORDS, records);
        getRuntimeContext().addAccumulator(SUM, sum);
    }

    @Override
    public Long map(Long value) {
        records.add(1);
        sum.add(value);
        return value;
    }
}
