package io.yarnflink.it.shapes;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.functions.sink.legacy.RichSinkFunction;
import org.apache.flink.streaming.api.functions.source.legacy.RichParallelSourceFunction;
import org.apache.flink.util.NumberSequenceIterator;

/** Where records may come from, and go to. */
@SuppressWarnings("deprecation") // what is legacy is offered too
final class Origins {

    private Origins() {}

    static List<Shape> shapes() {
        return List.of(
                new Shape(
                                "legacy source functions and sink functions",
                                env -> {
                                    env.addSource(new Legacy())
                                            .keyBy(number -> number)
                                            .addSink(new LegacySink());
                                    env.execute();
                                },
                                Numbers.lines(number -> number))
                        .onlyStreaming(),
                new Shape(
                        "collections",
                        env -> {
                            env.fromData(0L, 1L).sinkTo(Results.sink());
                            env.fromCollection(LongStream.range(2, Numbers.COUNT)
                                            .boxed()
                                            .toList())
                                    .sinkTo(Results.sink());
                            env.execute();
                        },
                        Numbers.lines(number -> number)),
                new Shape(
                        "iterators that can be split",
                        env -> {
                            env.fromParallelCollection(new NumberSequenceIterator(0, Numbers.COUNT - 1), Types.LONG)
                                    .sinkTo(Results.sink());
                            env.execute();
                        },
                        Numbers.lines(number -> number)),
                new Shape(
                                "input formats, whose splits are handed out",
                                env -> {
                                    env.createInput(new Stretches(), Types.LONG).sinkTo(Results.sink());
                                    env.execute();
                                },
                                Numbers.lines(number -> number))
                        .onlyStreaming(),
                new Shape(
                        "generated data",
                        env -> {
                            DataGeneratorSource<Long> generated = new DataGeneratorSource<>(
                                    number -> number, Numbers.COUNT, RateLimiterStrategy.perSecond(10_000), Types.LONG);
                            env.fromSource(generated, WatermarkStrategy.noWatermarks(), "generated")
                                    .sinkTo(Results.sink());
                            env.execute();
                        },
                        Numbers.lines(number -> number)));
    }

    /** Each subtask makes its share. */
    private static final class Legacy extends RichParallelSourceFunction<Long> {

        private static final long serialVersionUID = 1L;
        private volatile boolean canceled;

        @Override
        public void run(SourceContext<Long> context) {
            int step = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
            long first = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            for (long number = first; number < Numbers.COUNT && !canceled; number += step) {
                synchronized (context.getCheckpointLock()) {
                    context.collect(number);
                }
            }
        }

        @Override
        public void cancel() {
            canceled = true;
        }
    }

    private static final class LegacySink extends RichSinkFunction<Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(Long number, Context context) {
            Results.add(number);
        }
    }
}
