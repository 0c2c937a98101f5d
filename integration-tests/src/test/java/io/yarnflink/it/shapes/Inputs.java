package io.yarnflink.it.shapes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.co.CoMapFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Several inputs, several outputs, and answers from elsewhere. */
final class Inputs {

    private static final OutputTag<String> ODD = new OutputTag<>("odd", Types.STRING);
    private static final MapStateDescriptor<Long, String> NAMES =
            new MapStateDescriptor<>("names", Types.LONG, Types.STRING);

    private Inputs() {}

    static List<Shape> shapes() {
        return Stream.concat(ofSeveralStreams().stream(), besides().stream()).toList();
    }

    private static List<Shape> ofSeveralStreams() {
        return List.of(
                new Shape(
                        "union of three",
                        env -> {
                            DataStream<Long> numbers = Numbers.of(env);
                            numbers.union(numbers, Numbers.of(env))
                                    .keyBy(number -> number % 5)
                                    .sinkTo(Results.sink());
                            env.execute();
                        },
                        Numbers.times(3, number -> number)),
                new Shape(
                        "connected streams of two types",
                        env -> {
                            DataStream<String> words = Numbers.of(env).map(number -> "w" + number);
                            Numbers.of(env).connect(words).map(new BothAsText()).sinkTo(Results.sink());
                            env.execute();
                        },
                        both(Numbers.lines(number -> "n" + number), Numbers.lines(number -> "w" + number))),
                new Shape(
                        "keyed connected streams with state of both",
                        env -> {
                            Numbers.of(env)
                                    .connect(Numbers.of(env)
                                            .map(number -> number * 2)
                                            .returns(Types.LONG))
                                    .keyBy(number -> number % 600, doubled -> doubled / 2 % 600)
                                    .process(new Meeting())
                                    .sinkTo(Results.sink());
                            env.execute();
                        },
                        Numbers.lines(number -> number + " met " + number * 2)),
                new Shape(
                        "broadcast state",
                        env -> {
                            BroadcastStream<Long> rules =
                                    env.fromData(0L, 1L, 2L).broadcast(NAMES);
                            Numbers.timed(env)
                                    .keyBy(number -> number % 3)
                                    .connect(rules)
                                    .process(new Naming())
                                    .sinkTo(Results.sink());
                            env.execute();
                        },
                        Numbers.lines(number -> "rule " + number % 3 + " for " + number)));
    }

    /** What does not go straight from one operator to the next. */
    private static List<Shape> besides() {
        return List.of(
                new Shape(
                        "side outputs",
                        env -> {
                            SingleOutputStreamOperator<Long> even =
                                    Numbers.of(env).process(new Splitting());
                            even.map(number -> "even " + number).sinkTo(Results.sink());
                            even.getSideOutput(ODD).sinkTo(Results.sink());
                            env.execute();
                        },
                        Numbers.lines(number -> (number % 2 == 0 ? "even " : "odd ") + number)),
                new Shape(
                        "asynchronous requests, ordered and not",
                        env -> {
                            AsyncDataStream.orderedWait(Numbers.of(env), new Asking("a"), 1, TimeUnit.MINUTES, 20)
                                    .sinkTo(Results.sink());
                            AsyncDataStream.unorderedWait(Numbers.of(env), new Asking("b"), 1, TimeUnit.MINUTES, 20)
                                    .sinkTo(Results.sink());
                            env.execute();
                        },
                        both(Numbers.lines(number -> "a" + number), Numbers.lines(number -> "b" + number))));
    }

    private static List<String> both(Collection<String> one, Collection<String> other) {
        List<String> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private static final class BothAsText implements CoMapFunction<Long, String, String> {

        private static final long serialVersionUID = 1L;

        @Override
        public String map1(Long number) {
            return "n" + number;
        }

        @Override
        public String map2(String word) {
            return word;
        }
    }

    /** Two numbers of a key meet, whichever comes first. */
    private static final class Meeting extends KeyedCoProcessFunction<Long, Long, Long, String> {

        private static final long serialVersionUID = 1L;
        private transient ValueState<Long> left;
        private transient ValueState<Long> right;

        @Override
        public void open(OpenContext context) {
            left = getRuntimeContext().getState(new ValueStateDescriptor<>("left", Types.LONG));
            right = getRuntimeContext().getState(new ValueStateDescriptor<>("right", Types.LONG));
        }

        @Override
        public void processElement1(
                Long number, KeyedCoProcessFunction<Long, Long, Long, String>.Context context, Collector<String> out)
                throws Exception {
            left.update(number);
            meet(out);
        }

        @Override
        public void processElement2(
                Long doubled, KeyedCoProcessFunction<Long, Long, Long, String>.Context context, Collector<String> out)
                throws Exception {
            right.update(doubled);
            meet(out);
        }

        private void meet(Collector<String> out) throws Exception {
            if (left.value() != null && right.value() != null) {
                out.collect(left.value() + " met " + right.value());
                left.clear();
                right.clear();
            }
        }
    }

    /** Keeps the numbers until the end of time, when all rules are known. */
    private static final class Naming extends KeyedBroadcastProcessFunction<Long, Long, Long, String> {

        private static final long serialVersionUID = 1L;
        private transient ListState<Long> numbers;

        @Override
        public void open(OpenContext context) {
            numbers = getRuntimeContext().getListState(new ListStateDescriptor<>("numbers", Types.LONG));
        }

        @Override
        public void processElement(Long number, ReadOnlyContext context, Collector<String> out) throws Exception {
            numbers.add(number);
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }

        @Override
        public void processBroadcastElement(
                Long rule,
                KeyedBroadcastProcessFunction<Long, Long, Long, String>.Context context,
                Collector<String> out)
                throws Exception {
            context.getBroadcastState(NAMES).put(rule, "rule " + rule);
        }

        @Override
        public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
            for (Long number : numbers.get()) {
                out.collect(context.getBroadcastState(NAMES).get(number % 3) + " for " + number);
            }
        }
    }

    private static final class Splitting extends ProcessFunction<Long, Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) {
            if (number % 2 == 0) {
                out.collect(number);
            } else {
                context.output(ODD, "odd " + number);
            }
        }
    }

    private static final class Asking implements AsyncFunction<Long, String> {

        private static final long serialVersionUID = 1L;
        private final String name;

        private Asking(String name) {
            this.name = name;
        }

        @Override
        public void asyncInvoke(Long number, ResultFuture<String> result) {
            CompletableFuture<Void> unused =
                    CompletableFuture.runAsync(() -> result.complete(Collections.singleton(name + number)));
        }
    }
}
