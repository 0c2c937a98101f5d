package io.yarnflink.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.security.IdentityGenerator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each record goes through each partitioner exactly once, broadcast once to each subtask, whatever the widths. */
class PartitionersTest {

    private static final long RECORDS = 5_000;
    private static final long SUM = RECORDS * (RECORDS - 1) / 2;

    @TempDir
    private Path folder;

    private static Stream<Arguments> edges() {
        return Stream.of(
                edge("forward", 3, 3, 1, DataStream::forward),
                edge("hash", 2, 3, 1, stream -> stream.keyBy(value -> value % 11)),
                edge("rebalance", 2, 3, 1, DataStream::rebalance),
                edge("rebalance to fewer", 4, 1, 1, DataStream::rebalance),
                edge("rescale to more", 2, 4, 1, DataStream::rescale),
                edge("rescale to unevenly more", 2, 3, 1, DataStream::rescale),
                edge("rescale to fewer", 4, 2, 1, DataStream::rescale),
                edge("rescale to unevenly fewer", 3, 2, 1, DataStream::rescale),
                edge("shuffle", 3, 2, 1, DataStream::shuffle),
                edge("global", 3, 2, 1, DataStream::global),
                edge("broadcast", 2, 3, 3, DataStream::broadcast));
    }

    @ParameterizedTest(name = "{0} from {1} to {2}")
    @MethodSource("edges")
    void shouldDeliverEachRecordAsOftenAsItShould(
            String name, int producers, int consumers, int copies, UnaryOperator<DataStream<Long>> partitioner)
            throws Exception {
        // given
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(new Configuration());
        DataStream<Long> source = env.fromSequence(0, RECORDS - 1)
                .setParallelism(1)
                .rebalance()
                .map(value -> value)
                .returns(Types.LONG)
                .setParallelism(producers);
        partitioner
                .apply(source)
                .map(new Tally())
                .setParallelism(consumers)
                .sinkTo(new DiscardingSink<>())
                .setParallelism(consumers);
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, 2);
        try (LocalCluster cluster =
                LocalCluster.start(configuration, new IdentityGenerator().generate(Instant.now()), List.of(), folder)) {

            // when
            JobExecutionResult result = cluster.submitter()
                    .submit(env.getStreamGraph().getJobGraph(), PartitionersTest.class.getClassLoader())
                    .result()
                    .get(60, TimeUnit.SECONDS);

            // then
            assertThat(result.<Long>getAccumulatorResult(Tally.RECORDS))
                    .as(name)
                    .isEqualTo(copies * RECORDS);
            assertThat(result.<Long>getAccumulatorResult(Tally.SUM)).as(name).isEqualTo(copies * SUM);
        }
    }

    private static Arguments edge(
            String name, int producers, int consumers, int copies, UnaryOperator<DataStream<Long>> partitioner) {
        return Arguments.of(name, producers, consumers, copies, partitioner);
    }
}
