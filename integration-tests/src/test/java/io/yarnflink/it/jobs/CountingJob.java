package io.yarnflink.it.jobs;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Counts in keyed state until somebody ends it, and prints what it begins from. */
public final class CountingJob {

    private CountingJob() {}

    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(0, Long.MAX_VALUE - 1)
                .keyBy(value -> 0L)
                .map(new Counter())
                .uid("counter")
                .sinkTo(new DiscardingSink<>());
        env.execute("counting");
    }

    private static final class Counter extends RichMapFunction<Long, Long> {

        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> count;
        private transient boolean told;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public Long map(Long value) throws Exception {
            Long before = count.value();
            if (!told) {
                System.out.println("The count begins at " + (before == null ? 0 : before));
                told = true;
            }
            long after = before == null ? 1 : before + 1;
            count.update(after);
            return after;
        }
    }
}
