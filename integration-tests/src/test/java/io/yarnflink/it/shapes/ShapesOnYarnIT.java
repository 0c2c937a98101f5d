package io.yarnflink.it.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.jobs.JobJar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A selection of what runs in one JVM elsewhere, on YARN with several TaskManagers. */
@ExtendWith(ClusterExtension.class)
class ShapesOnYarnIT {

    private static final List<String> SELECTION = List.of(
            "custom goes where the partitioner says",
            "broadcast state",
            "side outputs",
            "asynchronous requests, ordered and not",
            "sliding windows in event time",
            "types that only Kryo knows",
            "Avro records of a class",
            "files and folders of the distributed cache",
            "JARs that the program adds");

    /** The JAR brings what its formats need, as users' JARs do. */
    private static List<Path> avro() throws Exception {
        List<Path> libraries = new ArrayList<>();
        for (Class<?> type :
                List.of(AvroTypeInfo.class, Schema.class, ObjectMapper.class, JsonFactory.class, JsonProperty.class)) {
            libraries.add(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        return libraries;
    }

    @Test
    void shouldComeOutOfOneApplicationAsExpected(RealCluster cluster) throws Exception {
        // given
        String folder = "/shapes/" + UUID.randomUUID();
        List<String> command = new ArrayList<>(List.of(
                "run-application",
                "-p",
                "2",
                JobJar.ofPackage(ShapeMain.class, avro()),
                "hdfs://" + folder,
                "STREAMING"));
        command.addAll(SELECTION);

        // when
        CliProcess running = cluster.cli().start(command.toArray(String[]::new));
        ApplicationId application = running.application();
        CliResult result = running.awaitEnd();

        // then
        assertThat(result.exitCode()).as(result.err()).isZero();
        for (int i = 0; i < SELECTION.size(); i++) {
            assertThat(cluster.readLines(folder + "/" + i))
                    .as(SELECTION.get(i))
                    .containsExactlyInAnyOrderElementsOf(
                            ShapeMain.named(SELECTION.get(i)).expected());
        }
        Containers.awaitNone(application);
        assertThat(cluster.leftovers()).isEmpty();
    }
}
