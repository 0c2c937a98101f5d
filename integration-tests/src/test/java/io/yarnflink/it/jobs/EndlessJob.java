package io.yarnflink.it.jobs;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Runs until somebody ends it. */
public final class EndlessJob {

    private EndlessJob() {}

    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(0, Long.MAX_VALUE - 1).keyBy(value -> value % 7).sinkTo(new DiscardingSink<>());
        env.execute("endless");
    }
}
