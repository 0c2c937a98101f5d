package io.yarnflink.it.shapes;

import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the shape that its first argument names, in the mode that the second one names. If more arguments follow, they name
 * shapes that run one after the other, and the first argument is a folder: what comes out of each goes to files in
 * {@code 0}, {@code 1}, … below it.
 */
public final class ShapeMain {

    private ShapeMain() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 2) {
            run(arguments[0], arguments[1]);
        }
        for (int i = 2; i < arguments.length; i++) {
            Results.into(arguments[0] + "/" + (i - 2));
            run(arguments[i], arguments[1]);
        }
    }

    private static void run(String name, String mode) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setRuntimeMode(RuntimeExecutionMode.valueOf(mode));
        named(name).program().run(env);
    }

    /** The one of this name. */
    static Shape named(String name) {
        return all().filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No shape is called " + name));
    }

    /** The table. */
    static Stream<Shape> all() {
        return Stream.of(
                        Partitioning.shapes(),
                        Inputs.shapes(),
                        Times.shapes(),
                        Records.shapes(),
                        AvroRecords.shapes(),
                        Origins.shapes(),
                        Artifacts.shapes(),
                        Executions.shapes(),
                        SecondApi.shapes())
                .flatMap(List::stream);
    }
}
