package io.yarnflink.it.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.ledger.Expected;
import io.yarnflink.it.ledger.KafkaLedgerJob;
import io.yarnflink.it.ledger.LedgerJob;
import io.yarnflink.it.ledger.LedgerOptions;
import io.yarnflink.it.oracle.Engine;
import io.yarnflink.it.oracle.Engines;
import io.yarnflink.it.oracle.LedgerRun;
import java.nio.file.Path;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions in place of files: a reader of what is committed finds each line once, though attempts fail. */
class KafkaIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Engines.class)
    void shouldWriteAndCopyEachLineOnce(Engines kind) throws Exception {
        try (KafkaServer kafka = KafkaServer.start(folder);
                Engine engine = kind.start(folder.resolve("work"))) {
            // given
            kafka.createTopic("lines");
            kafka.createTopic("copies");
            LedgerOptions options = LedgerOptions.small("no-files").failAt(400L, 1L);

            // when
            StreamExecutionEnvironment writing = environment();
            KafkaLedgerJob.toTopic(LedgerJob.lines(writing, options), kafka.address(), "lines");
            engine.submit(graph(writing)).awaitEnd();

            // then
            assertThat(Expected.differences(options, kafka.committed("lines"))).isEmpty();

            // when
            StreamExecutionEnvironment copying = environment();
            KafkaLedgerJob.toTopic(KafkaLedgerJob.topic(copying, kafka.address(), "lines"), kafka.address(), "copies");
            engine.submit(graph(copying)).awaitEnd();

            // then
            assertThat(Expected.differences(options, kafka.committed("copies"))).isEmpty();
        }
    }

    private StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(new LedgerRun(folder).configuration());
        env.setParallelism(2);
        return env;
    }

    private static JobGraph graph(StreamExecutionEnvironment env) {
        return env.getStreamGraph().getJobGraph(KafkaIT.class.getClassLoader(), null);
    }
}
