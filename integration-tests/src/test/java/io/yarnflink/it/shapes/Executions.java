package io.yarnflink.it.shapes;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.accumulators.Histogram;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;

/** How programs execute, what they get back, and where their tasks run. */
final class Executions {

    private static final String COUNT = "count";
    private static final String LAST_DIGITS = "last digits";

    private Executions() {}

    static List<Shape> shapes() {
        return List.of(
                new Shape("several jobs, one after the other", Executions::oneAfterTheOther, List.of("600", "1200")),
                new Shape("several jobs, side by side", Executions::sideBySide, List.of("600", "600", "600")),
                new Shape(
                        "accumulators",
                        Executions::accumulators,
                        List.of("{0=60, 1=60, 2=60, 3=60, 4=60, 5=60, 6=60, 7=60, 8=60, 9=60}")),
                new Shape("results that the program collects", Executions::collect, List.of("179700", "5 of them")),
                new Shape("slot sharing groups", Executions::slotSharing, Numbers.lines(number -> number)),
                // in batch mode the stages take slots one after the other, which may or may not be the same
                new Shape("co-location", Executions::coLocation, Numbers.lines(number -> "same slot")).onlyStreaming());
    }

    private static void oneAfterTheOther(StreamExecutionEnvironment env) throws Exception {
        long counted = 0;
        for (int job = 0; job < 2; job++) {
            Numbers.of(env).map(new Counting()).sinkTo(new DiscardingSink<>());
            JobExecutionResult result = env.execute("job " + job);
            counted += result.<Long>getAccumulatorResult(COUNT);
            Results.add(counted);
        }
    }

    private static void sideBySide(StreamExecutionEnvironment env) throws Exception {
        env.setParallelism(1);
        List<JobClient> jobs = new ArrayList<>();
        for (int job = 0; job < 3; job++) {
            Numbers.of(env).map(new Counting()).sinkTo(new DiscardingSink<>());
            jobs.add(env.executeAsync("job " + job));
        }
        for (JobClient job : jobs) {
            Results.add(job.getJobExecutionResult().get().getAccumulatorResult(COUNT));
        }
    }

    private static void accumulators(StreamExecutionEnvironment env) throws Exception {
        Numbers.of(env).map(new Counting()).sinkTo(new DiscardingSink<>());
        Results.add(env.execute().getAccumulatorResult(LAST_DIGITS));
    }

    @SuppressWarnings("try") // an interruption may end the test
    private static void collect(StreamExecutionEnvironment env) throws Exception {
        long sum = 0;
        try (CloseableIterator<Long> numbers = Numbers.of(env).executeAndCollect("all")) {
            while (numbers.hasNext()) {
                sum += numbers.next();
            }
        }
        Results.add(sum);
        Results.add(Numbers.of(env).executeAndCollect(5).size() + " of them");
    }

    private static void slotSharing(StreamExecutionEnvironment env) throws Exception {
        Numbers.of(env)
                .map(number -> number)
                .returns(Long.class)
                .slotSharingGroup("apart")
                .rebalance()
                .sinkTo(Results.sink());
        env.execute();
    }

    private static void coLocation(StreamExecutionEnvironment env) throws Exception {
        var first = Numbers.of(env).rebalance().map(new Where());
        first.getTransformation().setCoLocationGroupKey("together");
        var second = first.forward().map(new Compare()).disableChaining();
        second.getTransformation().setCoLocationGroupKey("together");
        second.sinkTo(Results.sink());
        env.execute();
    }

    /** Counts in accumulators. */
    private static final class Counting extends RichMapFunction<Long, Long> {

        private static final long serialVersionUID = 1L;
        private final LongCounter count = new LongCounter();
        private final Histogram lastDigits = new Histogram();

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator(COUNT, count);
            getRuntimeContext().addAccumulator(LAST_DIGITS, lastDigits);
        }

        @Override
        public Long map(Long number) {
            count.add(1);
            lastDigits.add((int) (number % 10));
            return number;
        }
    }

    /** In which slot a record was. */
    private static final class Where extends RichMapFunction<Long, String> {

        private static final long serialVersionUID = 1L;

        @Override
        public String map(Long number) {
            return getRuntimeContext().getTaskInfo().getAllocationIDAsString();
        }
    }

    /** Whether a record still is in the same slot. */
    private static final class Compare extends RichMapFunction<String, String> {

        private static final long serialVersionUID = 1L;

        @Override
        public String map(String slot) {
            return slot.equals(getRuntimeContext().getTaskInfo().getAllocationIDAsString())
                    ? "same slot"
                    : "other slot";
        }
    }
}
