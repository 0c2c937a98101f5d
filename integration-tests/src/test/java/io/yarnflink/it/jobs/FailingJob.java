package io.yarnflink.it.jobs;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Fails at record 1234. */
public final class FailingJob {

    private static final long BAD_RECORD = 1234;

    private FailingJob() {}

    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromSequence(0, 100_000)
                .keyBy(value -> value % 7)
                .map(FailingJob::check)
                .returns(Types.LONG)
                .sinkTo(new DiscardingSink<>());
        env.execute("failing");
    }

    private static Long check(Long value) {
        if (value == BAD_RECORD) {
            throw new IllegalStateException("record " + BAD_RECORD + " is not welcome");
        }
        return value;
    }
}
