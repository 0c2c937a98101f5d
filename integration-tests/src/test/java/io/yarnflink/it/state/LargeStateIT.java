package io.yarnflink.it.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.jobs.JobJar;
import io.yarnflink.it.jobs.LargeStateJob;
import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** State many times as large as the memory it may take. */
@ExtendWith(ClusterExtension.class)
class LargeStateIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int CONTAINER_MIB = 1_024;

    /** For RocksDB and the cache of objects together. */
    private static final int MANAGED_MIB = 32;

    /** Of a thousand bytes each: ten times the managed memory. */
    private static final int KEYS = 335_000;

    private static final int ROUNDS = 2;

    @Test
    void shouldStayWithinTheContainer(RealCluster cluster, TestReporter report) throws Exception {
        // given
        CliProcess command = cluster.cli()
                .start(
                        "run-application",
                        "-D",
                        "state.backend.type=rocksdb",
                        "-D",
                        "taskmanager.memory.process.size=" + CONTAINER_MIB + "m",
                        "-D",
                        "taskmanager.memory.managed.size=" + MANAGED_MIB + "m",
                        "-D",
                        "execution.checkpointing.interval=3 s",
                        "-D",
                        "restart-strategy.type=disable",
                        JobJar.of(LargeStateJob.class),
                        Integer.toString(KEYS),
                        Integer.toString(ROUNDS));
        ApplicationId application = command.application();

        // when
        LongAccumulator most = new LongAccumulator(Math::max, 0);
        Awaitility.await("the end of the application").atMost(PATIENCE).until(() -> {
            most.accumulate(Containers.mostMemory(application));
            return !command.process().isAlive();
        });

        // then
        CliResult result = command.awaitEnd();
        report.publishEntry("most KiB", Long.toString(most.get()));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(most.get()).as("KiB of a TaskManager").isPositive().isLessThanOrEqualTo(CONTAINER_MIB * 1024L);
    }
}
