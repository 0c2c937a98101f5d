package io.yarnflink.am;

import io.yarnflink.am.outcome.ApplicationOutcome;
import io.yarnflink.am.outcome.Diagnostics;
import io.yarnflink.am.startup.ContainerEnvironment;
import io.yarnflink.am.startup.ContainerProcess;
import io.yarnflink.am.startup.Startup;
import io.yarnflink.runtime.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process that YARN starts first. Exit codes: 0 succeeded, 1 failed, 2 canceled. */
public final class ApplicationMasterMain {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationMasterMain.class);
    private static final int FAILED = 1;

    private ApplicationMasterMain() {}

    /** Started by the container's command, without arguments: all it must know is in its environment and credentials. */
    public static void main(String[] arguments) {
        int exitCode = FAILED;
        try (Startup startup = new Startup(Clock.system())) {
            ContainerEnvironment container = new ContainerEnvironment(System.getenv());
            ContainerProcess.begin("ApplicationMaster", container);
            ApplicationOutcome outcome = new ApplicationMaster(container, startup).run();
            exitCode = outcome.exitCode();
        } catch (Throwable e) {
            LOG.error("The ApplicationMaster has failed", e);
            // YARN hands the end of this stream on to whoever asks why the attempt ended.
            System.err.println("The ApplicationMaster has failed: " + Diagnostics.of(e));
        }
        ContainerProcess.exit(exitCode);
    }
}
