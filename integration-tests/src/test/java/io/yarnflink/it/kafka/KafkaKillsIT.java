package io.yarnflink.it.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.jobs.JobJar;
import io.yarnflink.it.ledger.Expected;
import io.yarnflink.it.ledger.KafkaLedgerJob;
import io.yarnflink.it.ledger.LedgerOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ClusterExtension.class)
class KafkaKillsIT {

    private static final long SEED = 1;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void shouldWriteAndCopyEachLineOnceThoughTaskManagersAreKilled(RealCluster cluster) throws Exception {
        try (KafkaServer kafka = KafkaServer.start(folder)) {
            // given
            kafka.createTopic("lines");
            kafka.createTopic("copies");
            LedgerOptions options =
                    LedgerOptions.small("no-files").records(2_000).rate(400);
            List<String> arguments = new ArrayList<>(List.of("write", kafka.address(), "lines"));
            arguments.addAll(options.arguments());

            // when
            CliProcess writing = start(cluster, arguments);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !kafka.committed("lines").isEmpty());
            Containers.killTaskManager(writing.application(), new Random(SEED));

            // then
            assertSucceeds(cluster, writing);
            assertThat(Expected.differences(options, kafka.committed("lines"))).isEmpty();

            // when
            CliProcess copying = start(cluster, List.of("copy", kafka.address(), "lines", "copies"));

            // then
            assertSucceeds(cluster, copying);
            assertThat(Expected.differences(options, kafka.committed("copies"))).isEmpty();
        }
    }

    private static CliProcess start(RealCluster cluster, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "run-application",
                "-p",
                "2",
                "-D",
                "execution.checkpointing.interval=500ms",
                "-D",
                "restart-strategy.type=fixed-delay",
                "-D",
                "restart-strategy.fixed-delay.attempts=100"));
        command.add(JobJar.ofPackage(
                KafkaLedgerJob.class, List.of(library(KafkaSink.class), library(KafkaConsumer.class))));
        command.addAll(arguments);
        return cluster.cli().start(command.toArray(String[]::new));
    }

    private static Path library(Class<?> type) throws IOException, URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void assertSucceeds(RealCluster cluster, CliProcess command) throws Exception {
        CliResult result = command.awaitEnd();
        assertThat(result.exitCode()).as(result.err()).isZero();
        Containers.awaitNone(command.application());
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.leftovers()).isEmpty());
    }
}
