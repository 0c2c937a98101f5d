package io.yarnflink.launcher.cluster;

import io.yarnflink.launcher.SubmittedApplication;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.awaitility.Awaitility;

/** What an application leaves to be seen: on HDFS, and on the disks of nodes. */
final class ClusterFiles {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ClusterFiles() {}

    /** The files below a folder, whether it exists or not. */
    static List<String> below(org.apache.hadoop.fs.Path folder, FileSystem hdfs) throws IOException {
        List<String> found = new ArrayList<>();
        try {
            RemoteIterator<LocatedFileStatus> all = hdfs.listFiles(folder, true);
            while (all.hasNext()) {
                found.add(all.next().getPath().toString());
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        return found;
    }

    /** What YARN writes to nodes' disks for containers, in words. */
    static List<String> ofContainers(Path nodes, SubmittedApplication application) throws IOException {
        List<Path> found =
                Awaitility.await().atMost(PATIENCE).until(() -> scripts(nodes, application), some -> !some.isEmpty());
        List<String> texts = new ArrayList<>();
        for (Path script : found) {
            texts.add(Files.readString(script));
        }
        return texts;
    }

    /** None where files vanish while they are looked for: nodes tidy up all the time. */
    private static List<Path> scripts(Path nodes, SubmittedApplication application) throws IOException {
        try (Stream<Path> all = Files.walk(nodes)) {
            return all.filter(path -> path.toString().contains(application.id().value()))
                    .filter(path -> path.toString().endsWith(".sh"))
                    .toList();
        } catch (UncheckedIOException e) {
            return List.of();
        }
    }
}
