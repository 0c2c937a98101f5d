package io.yarnflink.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.RealCluster;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ClusterExtension.class)
class StopAndResumeIT {

    private static final Pattern PATH = Pattern.compile("hdfs:\\S+/savepoint-\\S+");

    @ParameterizedTest(name = "from 2 to {0} subtasks")
    @ValueSource(ints = {1, 3})
    void shouldGoOnFromTheSavepointItWasStoppedWith(int parallelism, RealCluster cluster) throws Exception {
        // given
        LedgerApplication ledger = new LedgerApplication(cluster, "/faults/stop-" + parallelism).records(2_000, 500);
        CliProcess first = ledger.start(2);
        ApplicationId application = first.application();
        ledger.awaitProgress();

        // when
        CliResult stop = cluster.cli().run("stop", application.toString(), "--savepoint-dir", ledger.savepoints());

        // then
        assertThat(stop.exitCode()).as(stop.err()).isZero();
        assertThat(first.awaitEnd().exitCode()).isZero();
        ledger.assertLeavesNothing(application);

        // when
        Matcher path = PATH.matcher(stop.out() + stop.err());
        assertThat(path.find()).as(stop.out() + stop.err()).isTrue();
        CliProcess second =
                ledger.start(parallelism, "--fromSavepoint", path.group(), "-D", "taskmanager.numberOfTaskSlots=2");

        // then
        ledger.release();
        ledger.assertEndsWithEachLineOnce(second);
    }
}
