package io.yarnflink.it.shapes;

import java.util.List;
import org.apache.flink.api.common.state.StateDeclaration;
import org.apache.flink.api.common.state.StateDeclarations;
import org.apache.flink.api.common.state.ValueStateDeclaration;
import org.apache.flink.api.common.typeinfo.TypeDescriptors;
import org.apache.flink.api.connector.dsv2.DataStreamV2SinkUtils;
import org.apache.flink.api.connector.dsv2.DataStreamV2SourceUtils;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.datastream.api.ExecutionEnvironment;
import org.apache.flink.datastream.api.common.Collector;
import org.apache.flink.datastream.api.context.PartitionedContext;
import org.apache.flink.datastream.api.function.OneInputStreamProcessFunction;

/** DataStream V2. */
final class SecondApi {

    private SecondApi() {}

    static List<Shape> shapes() {
        return List.of(new Shape(
                "DataStream V2", env -> keyedState(), Numbers.lines(number -> number % 10 + "," + number / 10)));
    }

    private static void keyedState() throws Exception {
        ExecutionEnvironment env = ExecutionEnvironment.getInstance();
        env.fromSource(DataStreamV2SourceUtils.wrapSource(new NumberSequenceSource(0, Numbers.COUNT - 1)), "numbers")
                .keyBy(number -> number % 10)
                .process(new Counting())
                .toSink(DataStreamV2SinkUtils.wrapSink(Results.sink()));
        env.execute("second");
    }

    /** How many of a key came before. */
    private static final class Counting implements OneInputStreamProcessFunction<Long, String> {

        private static final long serialVersionUID = 1L;
        private static final ValueStateDeclaration<Long> COUNT =
                StateDeclarations.valueState("count", TypeDescriptors.LONG);

        @Override
        public java.util.Set<StateDeclaration> usesStates() {
            return java.util.Set.of(COUNT);
        }

        @Override
        public void processRecord(Long number, Collector<String> output, PartitionedContext<String> context)
                throws Exception {
            var count = context.getStateManager().getState(COUNT);
            long before = count.value() == null ? 0 : count.value();
            count.update(before + 1);
            output.collect(number % 10 + "," + before);
        }
    }
}
