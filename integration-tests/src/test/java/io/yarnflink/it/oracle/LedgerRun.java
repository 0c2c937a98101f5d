package io.yarnflink.it.oracle;

import io.yarnflink.it.ledger.LedgerJob;
import io.yarnflink.it.ledger.LedgerOptions;
import io.yarnflink.runtime.files.LiveFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The folders of one ledger on a local disk, and the job's graph.
 *
 * @param folder for output, checkpoints and savepoints
 */
public record LedgerRun(Path folder) {

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int TOLERATED = 1_000;
    private static final int RESTARTS = 20;

    /** Where lines go. */
    public String output() {
        return folder.resolve("out").toUri().toString();
    }

    /** Where savepoints go. */
    public String savepoints() {
        return folder.resolve("savepoints").toUri().toString();
    }

    /** Checkpoints often, restarts at once, and keeps what it has when it is canceled. */
    public Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, INTERVAL);
        configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERATED);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        // Small state would hide in the metadata.
        configuration.setString("execution.checkpointing.data-inline-threshold", "0 b");
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        return configuration;
    }

    /** {@link #configuration} of a job that goes on from a checkpoint or savepoint. */
    public Configuration restoring(String path) {
        Configuration configuration = configuration();
        configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path);
        configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.NO_CLAIM);
        return configuration;
    }

    /** The job's graph. */
    public static JobGraph graph(LedgerOptions options, int parallelism, Configuration configuration) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        LedgerJob.toFiles(LedgerJob.lines(env, options), options.output());
        return env.getStreamGraph().getJobGraph(LedgerRun.class.getClassLoader(), null);
    }

    /** All lines that are committed. */
    public List<String> committed() {
        List<String> lines = new ArrayList<>();
        for (Path file : files(folder.resolve("out"))) {
            if (!file.getFileName().toString().startsWith(".")) {
                read(file, lines);
            }
        }
        return lines;
    }

    private static void read(Path file, List<String> lines) {
        try {
            lines.addAll(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest complete checkpoint. */
    public Optional<String> newestCheckpoint() {
        return files(folder.resolve("checkpoints")).stream()
                .filter(path -> path.endsWith("_metadata"))
                .map(Path::getParent)
                .max(Comparator.comparingLong(LedgerRun::number))
                .map(path -> path.toUri().toString());
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().replace("chk-", ""));
    }

    private static List<Path> files(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try {
            return LiveFolder.files(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
