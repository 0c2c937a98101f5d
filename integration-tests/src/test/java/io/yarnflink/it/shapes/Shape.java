package io.yarnflink.it.shapes;

import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One kind of program.
 *
 * @param name what is particular about it
 * @param program builds and executes it; what comes out goes to {@link Results}
 * @param expected what must come out, in any order, of a streaming job
 * @param batch whether it may run in batch mode
 */
record Shape(String name, Body program, List<String> expected, boolean batch) {

    Shape(String name, Body program, List<String> expected) {
        this(name, program, expected, true);
    }

    /** What a program does with its environment. */
    @FunctionalInterface
    interface Body {
        void run(StreamExecutionEnvironment env) throws Exception;
    }

    /** The same for a program that batch mode refuses, or that shows what batch mode leaves open. */
    Shape onlyStreaming() {
        return new Shape(name, program, expected, false);
    }

    @Override
    public String toString() {
        return name;
    }
}
