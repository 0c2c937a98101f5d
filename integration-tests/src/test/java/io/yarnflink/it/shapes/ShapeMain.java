package io.yarnflink.it.shapes;

import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the shape that its first argument names, in the mode that the second one names. */
public final class ShapeMain {

    private ShapeMain() {}

    public static void main(String[] arguments) throws Exception {
        Shape shape = all().filter(each -> each.name().equals(arguments[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No shape is called " + arguments[0]));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setRuntimeMode(RuntimeExecutionMode.valueOf(arguments[1]));
        shape.program().run(env);
    }

    /** The table. */
    static Stream<Shape> all() {
        return Stream.of(
                        Partitioning.shapes(),
                        Inputs.shapes(),
                        Times.shapes(),
                        Records.shapes(),
                        Origins.shapes(),
                        Executions.shapes(),
                        SecondApi.shapes())
                .flatMap(List::stream);
    }
}
