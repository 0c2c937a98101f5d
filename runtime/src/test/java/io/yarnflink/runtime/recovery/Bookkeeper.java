package io.yarnflink.runtime.recovery;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Numbers the records of each key and repeats each when its timer fires. */
final class Bookkeeper extends KeyedBroadcastProcessFunction<Integer, Long, Long, String> {

    private static final long serialVersionUID = 1L;
    private static final long TIMER_DELAY = 40;

    private final boolean rulesMustBeThere;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<Long> count;

    Bookkeeper(boolean rulesMustBeThere) {
        this.rulesMustBeThere = rulesMustBeThere;
    }

    @Override
    public void open(OpenContext context) {
        count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Long value, ReadOnlyContext context, Collector<String> out) throws Exception {
        if (value < 0) {
            out.collect((Ledger.isSplitCount(value) ? "split " : "union ") + Ledger.countOf(value));
            return;
        }
        if (rulesMustBeThere && context.getBroadcastState(Books.RULES).get(value % 3) == null) {
            throw new IllegalStateException("The rule for " + value + " is lost");
        }
        Long before = count.value();
        long number = before == null ? 1 : before + 1;
        count.update(number);
        context.timerService().registerEventTimeTimer(value + TIMER_DELAY);
        out.collect("record " + value + " " + context.getCurrentKey() + " " + number);
    }

    @Override
    public void processBroadcastElement(Long rule, Context context, Collector<String> out) throws Exception {
        context.getBroadcastState(Books.RULES).put(rule, rule * rule);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) {
        out.collect("timer " + (timestamp - TIMER_DELAY));
    }
}
