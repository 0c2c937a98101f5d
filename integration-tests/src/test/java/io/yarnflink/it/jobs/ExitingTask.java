package io.yarnflink.it.jobs;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Ends the process that its task runs in. */
public final class ExitingTask implements MapFunction<Long, Long> {

    private static final long serialVersionUID = 1L;

    private ExitingTask() {}

    @Override
    public Long map(Long number) {
        if (number == 100) {
            System.exit(0);
        }
        return number;
    }

    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(1, Long.MAX_VALUE - 1).map(new ExitingTask()).sinkTo(new DiscardingSink<>());
        env.execute("exiting");
    }
}
