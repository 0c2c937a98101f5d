package io.yarnflink.it.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.Cli;
import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ClusterExtension.class)
class WordCountIT {

    @ParameterizedTest(name = "parallelism {0}, {1} slots per TaskManager")
    @CsvSource({"1, 1", "2, 1", "4, 2", "4, 1"})
    void shouldCountWordsAndLeaveNothing(int parallelism, int slots, RealCluster cluster) throws Exception {
        // given
        Words words = Words.generate(3_000, 7L * parallelism);
        String folder = "/wordcount/" + parallelism + "-" + slots;
        cluster.write(folder + "/in.txt", words.text());

        // when
        CliProcess command = cluster.cli()
                .start(
                        "run-application",
                        "-p",
                        Integer.toString(parallelism),
                        "-D",
                        "taskmanager.numberOfTaskSlots=" + slots,
                        Cli.example("WordCount"),
                        "--input",
                        "hdfs://" + folder + "/in.txt",
                        "--output",
                        "hdfs://" + folder + "/out");
        ApplicationId application = command.application();
        CliResult result = command.awaitEnd();

        // then
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("TaskManager containers: " + parallelism / slots + " of " + parallelism / slots)
                .contains("succeeded");
        List<String> lines = cluster.readLines(folder + "/out");
        assertThat(lines)
                .hasSize(words.counts().values().stream()
                        .mapToInt(Long::intValue)
                        .sum());
        assertThat(Words.highest(lines)).isEqualTo(words.counts());
        assertThat(cluster.report(application).getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.SUCCEEDED);
        Containers.awaitNone(application);
        assertThat(cluster.leftovers()).isEmpty();
    }

    @Test
    void shouldUploadNothingTheSecondTime(RealCluster cluster) {
        // given
        cluster.cli().run("run-application", Cli.example("WordCount"));

        // when
        CliResult second = cluster.cli().run("run-application", Cli.example("WordCount"));

        // then
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.err()).contains("Nothing to upload");
    }
}
