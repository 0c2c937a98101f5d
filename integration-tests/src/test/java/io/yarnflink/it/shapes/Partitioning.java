package io.yarnflink.it.shapes;

import java.io.Serializable;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Each number goes through each partitioner as often as it should, and to where it should. */
final class Partitioning {

    private Partitioning() {}

    static List<Shape> shapes() {
        return List.of(
                edge("forward", 3, 3, 1, DataStream::forward),
                edge("hash", 2, 3, 1, stream -> stream.keyBy(number -> number % 11)),
                edge("rebalance", 2, 3, 1, DataStream::rebalance),
                edge("rebalance to fewer", 4, 1, 1, DataStream::rebalance),
                edge("rescale to more", 2, 4, 1, DataStream::rescale),
                edge("rescale to unevenly fewer", 3, 2, 1, DataStream::rescale),
                edge("shuffle", 3, 2, 1, DataStream::shuffle),
                edge("global", 3, 2, 1, DataStream::global),
                edge("broadcast", 2, 3, 3, DataStream::broadcast),
                new Shape(
                        "global goes to the first subtask",
                        env -> {
                            DataStream<Long> all = Numbers.of(env).global();
                            all.map(new WithSubtask()).setParallelism(3).sinkTo(Results.sink());
                            env.execute();
                        },
                        Numbers.lines(number -> number + "@0")),
                new Shape(
                        "custom goes where the partitioner says",
                        env -> {
                            Numbers.of(env)
                                    .partitionCustom((key, subtasks) -> (int) (key % subtasks), number -> number)
                                    .map(new WithSubtask())
                                    .setParallelism(3)
                                    .sinkTo(Results.sink());
                            env.execute();
                        },
                        Numbers.lines(number -> number + "@" + number % 3)));
    }

    private static Shape edge(String name, int producers, int consumers, int copies, Edge edge) {
        return new Shape(
                name + " from " + producers + " to " + consumers,
                env -> {
                    DataStream<Long> source = Numbers.of(env)
                            .rebalance()
                            .map(number -> number)
                            .returns(Types.LONG)
                            .setParallelism(producers);
                    edge.apply(source)
                            .map(number -> number)
                            .returns(Types.LONG)
                            .setParallelism(consumers)
                            .sinkTo(Results.sink())
                            .setParallelism(consumers);
                    env.execute();
                },
                Numbers.times(copies, number -> number));
    }

    /** A partitioner. */
    private interface Edge extends UnaryOperator<DataStream<Long>>, Serializable {}

    private static final class WithSubtask extends RichMapFunction<Long, String> {

        private static final long serialVersionUID = 1L;

        @Override
        public String map(Long number) {
            return number + "@" + getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        }
    }
}
