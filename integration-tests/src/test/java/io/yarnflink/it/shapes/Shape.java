package io.yarnflink.it.shapes;

import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One kind of program.
 *
 * @param name what is particular about it
 * @param program builds and executes it; what comes out goes to {@link Results}
 * @param expected what must come out, in any order
 */
record Shape(String name, Body program, List<String> expected) {

    /** What a program does with its environment. */
    @FunctionalInterface
    interface Body {
        void run(StreamExecutionEnvironment env) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
