package io.yarnflink.cli;

import io.yarnflink.cli.progress.Progress;
import io.yarnflink.launcher.embedded.EmbeddedException;
import io.yarnflink.launcher.embedded.EmbeddedOptions;
import io.yarnflink.launcher.embedded.EmbeddedPhase;
import io.yarnflink.launcher.embedded.EmbeddedProcess;
import io.yarnflink.launcher.embedded.EmbeddedState;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Starts an embedded cluster and shows how that goes. */
public final class EmbeddedStarter {

    private static final String STEP = "embedded";

    private EmbeddedStarter() {}

    /** Returns when a cluster is ready in the process's folder: a new one, or the one that runs there already. */
    public static EmbeddedState start(
            EmbeddedProcess process, EmbeddedOptions options, Path installation, Progress progress)
            throws EmbeddedException {
        boolean ran = process.find()
                .filter(state -> state.phase() == EmbeddedPhase.READY)
                .isPresent();
        if (!ran) {
            progress.step(STEP, EmbeddedPhase.STARTING.description());
        }
        try {
            EmbeddedState state = process.start(options, classPath(installation), now -> {
                if (!ran && now.phase() != EmbeddedPhase.READY && now.phase() != EmbeddedPhase.FAILED) {
                    progress.step(STEP, now.phase().description());
                }
            });
            if (!ran) {
                progress.done(STEP, "HDFS and YARN are up on this machine");
            }
            return state;
        } catch (EmbeddedException e) {
            progress.failed(STEP, "HDFS and YARN did not start");
            throw e;
        }
    }

    /** The client's own class path and the mini clusters'; outside a distribution, this process's. */
    private static List<String> classPath(Path installation) {
        Path lib = installation.resolve("lib");
        if (Files.isDirectory(lib.resolve("embedded"))) {
            return List.of(lib + File.separator + "*", lib.resolve("embedded") + File.separator + "*");
        }
        return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    }
}
