package io.yarnflink.it.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.Cli;
import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class TopSpeedWindowingIT {

    @Test
    void shouldFindTheTopSpeedsOfAFile(RealCluster cluster) throws Exception {
        // given: car, speed, distance, time; each car fastest at a known time
        StringBuilder rides = new StringBuilder();
        for (int step = 0; step < 200; step++) {
            for (int car = 0; car < 2; car++) {
                int speed = step == 100 + car ? 99 : 50;
                rides.append(String.format("(%d,%d,%d,%d)%n", car, speed, step * 10, 1_000_000L + step * 1_000L));
            }
        }
        cluster.write("/topspeed/in.txt", rides.toString());

        // when
        CliResult result = cluster.cli()
                .run(
                        "run-application",
                        Cli.example("TopSpeedWindowing"),
                        "--input",
                        "hdfs:///topspeed/in.txt",
                        "--output",
                        "hdfs:///topspeed/out");

        // then
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(cluster.readLines("/topspeed/out"))
                .anyMatch(line -> line.startsWith("(0,99,"))
                .anyMatch(line -> line.startsWith("(1,99,"));
        assertThat(cluster.leftovers()).isEmpty();
    }

    @Test
    void shouldRunWithoutEndUntilItIsKilled(RealCluster cluster) throws Exception {
        // given
        CliProcess command = cluster.cli().start("run-application", Cli.example("TopSpeedWindowing"));
        ApplicationId application = command.application();
        command.awaitProgress("tasks running");
        command.awaitProgress("running");

        // when
        CliResult kill = cluster.cli().run("kill", application.toString());

        // then
        assertThat(kill.exitCode()).as(kill.err()).isZero();
        assertThat(command.awaitEnd().exitCode()).isEqualTo(3);
        Containers.awaitNone(application);
        assertThat(cluster.leftovers()).isEmpty();
    }
}
