package io.yarnflink.it.ledger;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Sums up each account, and complains of whatever does not follow from what it remembers. A complaint is a line like
 * any other, so that it outlives the attempt that made it.
 */
final class Bookkeeper extends KeyedBroadcastProcessFunction<Long, Entry, Entry, String> {

    static final MapStateDescriptor<String, Long> VERSIONS =
            new MapStateDescriptor<>("versions", Types.STRING, Types.LONG);

    private static final long serialVersionUID = 1L;
    private static final String LATEST = "latest";

    @SuppressWarnings("NullAway.Init") // by open()
    private transient ValueState<Long> next;

    @SuppressWarnings("NullAway.Init") // by open()
    private transient ValueState<Long> total;

    @SuppressWarnings("NullAway.Init") // by open()
    private transient MapState<Long, Long> due;

    @Override
    public void open(OpenContext context) {
        next = getRuntimeContext().getState(new ValueStateDescriptor<>("next", Types.LONG));
        total = getRuntimeContext().getState(new ValueStateDescriptor<>("total", Types.LONG));
        due = getRuntimeContext().getMapState(new MapStateDescriptor<>("due", Types.LONG, Types.LONG));
    }

    @Override
    public void processElement(Entry entry, ReadOnlyContext context, Collector<String> out) throws Exception {
        long expected = orZero(next.value());
        if (entry.number != expected) {
            out.collect(Line.complaint("account " + entry.key + " expected entry " + expected + ", found "
                    + entry.number + " of split " + entry.split));
        }
        long sum = orZero(total.value()) + entry.amount;
        next.update(entry.number + 1);
        total.update(sum);
        out.collect(Line.booked(entry.key, entry.number, sum));
        if (Line.hasTimer(entry)) {
            due.put(Line.timerOf(entry), sum);
            context.timerService().registerEventTimeTimer(Line.timerOf(entry));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
        Long sum = due.get(timestamp);
        if (sum == null) {
            out.collect(Line.complaint(
                    "account " + context.getCurrentKey() + " expected no timer at " + timestamp + ", found one"));
            return;
        }
        due.remove(timestamp);
        out.collect(Line.fired(context.getCurrentKey(), timestamp, sum));
    }

    @Override
    public void processBroadcastElement(Entry version, Context context, Collector<String> out) throws Exception {
        long expected = orZero(context.getBroadcastState(VERSIONS).get(LATEST));
        if (version.number != expected) {
            out.collect(Line.complaint("expected version " + expected + ", found " + version.number));
        }
        context.getBroadcastState(VERSIONS).put(LATEST, version.number + 1);
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
