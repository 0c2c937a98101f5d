package io.yarnflink.it.shapes;

import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the shape that its argument names. */
public final class ShapeMain {

    private ShapeMain() {}

    public static void main(String[] arguments) throws Exception {
        Shape shape = all().filter(each -> each.name().equals(arguments[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No shape is called " + arguments[0]));
        shape.program().run(StreamExecutionEnvironment.getExecutionEnvironment());
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
