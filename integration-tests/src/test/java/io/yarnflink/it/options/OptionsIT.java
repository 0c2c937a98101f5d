package io.yarnflink.it.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.jobs.EndlessJob;
import io.yarnflink.it.jobs.IdleMain;
import io.yarnflink.it.jobs.JobJar;
import io.yarnflink.it.jobs.LookingJob;
import io.yarnflink.it.jobs.NoticeableFileSystem;
import io.yarnflink.it.jobs.NotingReporter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the options of {@code run-application} do on a cluster. */
@ExtendWith(ClusterExtension.class)
class OptionsIT {

    private static final int KILLED = 3;
    private static final int INTERRUPTED = 143;
    private static final int EXECUTABLE = 0755;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String LOGGING = """
            appender.file.type = File
            appender.file.name = file
            appender.file.fileName = ${sys:yarnflink.log.dir}/own.log
            rootLogger.level = info
            rootLogger.appenderRef.file.ref = file
            """;

    @TempDir
    Path folder;

    @Test
    void shouldGiveContainersWhatTheOptionsSay(RealCluster cluster) throws Exception {
        // given
        Path logging = Files.writeString(folder.resolve("logging.properties"), LOGGING);
        Path notes = Files.createDirectories(folder.resolve("notes"));
        cluster.write("/looking/words.txt", "on HDFS");

        // when
        CliProcess command = cluster.cli()
                .start(
                        "run-application",
                        "--ship",
                        Files.writeString(folder.resolve("model.txt"), "a file").toString(),
                        "--ship",
                        data().toString(),
                        "--ship",
                        zip("pictures.zip", "one.txt", "in an archive").toString(),
                        "-C",
                        Path.of(JobJar.of(IdleMain.class)).toUri().toString(),
                        "--plugins",
                        plugins().toString(),
                        "--log4j2",
                        logging.toString(),
                        "--env",
                        "MODE=fast and well",
                        "--jdk-archive",
                        jdk().toString(),
                        "--tags",
                        "etl,team-a",
                        "-D",
                        "paralelism.default=2",
                        "-D",
                        "metrics.reporter.notes.factory.class=" + NotingReporter.class.getName(),
                        "-D",
                        "metrics.reporter.notes.folder=" + notes,
                        JobJar.of(LookingJob.class),
                        "file=model.txt=a file",
                        "cache=model.txt=a file",
                        "cache=hdfs:///looking/words.txt=on HDFS",
                        "file=data/inner.txt=in a folder",
                        "file=pictures.zip/one.txt=in an archive",
                        "file=jdk/tiny/release=a JDK",
                        "class=" + IdleMain.class.getName(),
                        "resource=inner.txt",
                        "scheme=" + NoticeableFileSystem.SCHEME + "=" + NoticeableFileSystem.WORDS,
                        "log=own.log",
                        "env=MODE=fast and well");
        ApplicationId application = command.application();
        CliResult result = command.awaitEnd();

        // then
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains("Did you mean parallelism.default?");
        assertThat(cluster.report(application).getApplicationTags()).containsExactlyInAnyOrder("etl", "team-a");
        Containers.awaitNone(application);
        assertThat(cluster.leftovers()).isEmpty();
        try (Stream<Path> processes = Files.list(notes)) {
            assertThat(processes.map(OptionsIT::read))
                    .anyMatch(noted -> noted.contains("." + LookingJob.LOOKED + "=11\n"));
        }
    }

    private Path data() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("inner.txt"), "in a folder");
        return data;
    }

    private Path plugins() throws IOException {
        Files.createDirectories(folder.resolve("plugins/noticeable"));
        JobJar.ofService(
                FileSystemFactory.class,
                NoticeableFileSystem.class,
                folder.resolve("plugins/noticeable/noticeable.jar"));
        Files.createDirectories(folder.resolve("plugins/notes"));
        JobJar.ofService(MetricReporterFactory.class, NotingReporter.class, folder.resolve("plugins/notes/notes.jar"));
        return folder.resolve("plugins");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldEndTheApplicationWithTheClientThatWasInterrupted(RealCluster cluster) throws Exception {
        // given
        CliProcess command =
                cluster.cli().start("run-application", "--shutdownOnAttachedExit", JobJar.of(EndlessJob.class));
        ApplicationId application = command.application();
        command.awaitProgress("tasks running");
        CliProcess attached = cluster.cli().start("attach", application.toString());
        attached.awaitProgress("tasks running");

        // when
        command.process().destroy();
        CliResult interrupted = command.awaitEnd();
        CliResult other = attached.awaitEnd();

        // then
        assertThat(interrupted.exitCode()).isEqualTo(INTERRUPTED);
        assertThat(interrupted.err()).contains("Cancelled " + application);
        assertThat(other.exitCode()).as(other.err()).isEqualTo(KILLED);
        Containers.awaitNone(application);
    }

    @Test
    void shouldEndTheApplicationWithTheClientThatWasKilled(RealCluster cluster) throws Exception {
        // given
        CliProcess command = cluster.cli()
                .start("run-application", "-sae", "-D", "client.heartbeat.timeout=15s", JobJar.of(EndlessJob.class));
        ApplicationId application = command.application();
        command.awaitProgress("tasks running");

        // when
        command.process().destroyForcibly();

        // then
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> cluster.report(application).getFinalApplicationStatus() == FinalApplicationStatus.KILLED);
        Containers.awaitNone(application);
    }

    private Path zip(String name, String entry, String text) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        return file;
    }

    /** As small as one can be: it hands everything to the JDK of this machine. */
    private Path jdk() throws IOException {
        Path file = folder.resolve("tiny-jdk.tar.gz");
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(file));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(zipped)) {
            add(tar, "tiny/release", "a JDK");
            add(tar, "tiny/bin/java", "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' \"$@\"\n");
        }
        return file;
    }

    private static void add(TarArchiveOutputStream tar, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(EXECUTABLE);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }
}
