package io.yarnflink.it.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.jobs.JobJar;
import io.yarnflink.it.jobs.SqlIntervalJoin;
import io.yarnflink.it.jobs.SqlPrint;
import io.yarnflink.it.jobs.SqlWindows;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class SqlIT {

    @Test
    void shouldAggregateByWindowsIntoFiles(RealCluster cluster) throws Exception {
        // when
        CliResult result =
                cluster.cli().run("run-application", "-p", "2", JobJar.of(SqlWindows.class), "hdfs:///sql/sums");

        // then
        assertThat(result.exitCode()).as(result.err()).isZero();
        List<String> expected = new ArrayList<>();
        for (long minute = 0; minute <= 10; minute++) {
            long first = Math.max(1, minute * 60);
            long last = Math.min(600, minute * 60 + 59);
            long count = last - first + 1;
            expected.add(count + "," + count * (first + last) / 2);
        }
        assertThat(cluster.readLines("/sql/sums")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(cluster.leftovers()).isEmpty();
    }

    @Test
    void shouldJoinAndFetchRowsIntoTheProgram(RealCluster cluster) throws Exception {
        // when
        CliResult result = cluster.cli().run("run-application", "-p", "2", JobJar.of(SqlIntervalJoin.class));

        // then
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @Test
    void shouldPrintRowsWhereMainRuns(RealCluster cluster) throws Exception {
        // when
        CliProcess command = cluster.cli().start("run-application", "-p", "2", JobJar.of(SqlPrint.class));
        ApplicationId application = command.application();
        CliResult result = command.awaitEnd();

        // then
        assertThat(result.exitCode()).as(result.err()).isZero();
        List<String> expected = new ArrayList<>();
        for (long number = 1; number <= 100; number++) {
            expected.add("| +I | " + number + " | " + number * number + " |");
        }
        assertThat(cluster.masterOutputs(application)).singleElement().satisfies(printed -> {
            assertThat(printed).contains("100 rows in set");
            assertThat(printed.lines()
                            .filter(line -> line.startsWith("| +I |"))
                            .map(line -> line.replaceAll(" +", " ")))
                    .containsExactlyInAnyOrderElementsOf(expected);
        });
        assertThat(cluster.leftovers()).isEmpty();
    }
}
