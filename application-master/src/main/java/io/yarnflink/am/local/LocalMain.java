package io.yarnflink.am.local;

import io.yarnflink.am.outcome.ApplicationOutcome;
import io.yarnflink.am.startup.Startup;
import io.yarnflink.runtime.application.LocalHandover;
import io.yarnflink.runtime.time.Clock;
import java.io.InputStream;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process that runs an application in one JVM. Exit codes: 0 succeeded, 1 failed, 2 canceled. */
public final class LocalMain {

    private static final Logger LOG = LoggerFactory.getLogger(LocalMain.class);
    private static final int FAILED = 1;

    private LocalMain() {}

    /** Started by the client, see {@link LocalHandover}; the argument is the folder for everything that goes with the process. */
    public static void main(String[] arguments) {
        int exitCode = FAILED;
        OpenDoor door = OpenDoor.hold();
        try (Startup startup = new Startup(Clock.system())) {
            InputStream client = System.in;
            // The program has none, as in a container.
            System.setIn(InputStream.nullInputStream());
            LocalHandover handover = startup.step("read what the client hands over", () -> LocalHandover.read(client));
            ApplicationOutcome outcome =
                    new LocalApplication(handover, Path.of(arguments[0]), client, startup).run(door);
            exitCode = outcome.exitCode();
        } catch (Throwable e) {
            LOG.error("The application could not be run", e);
        }
        LOG.info("Exiting with code {}", exitCode);
        door.close();
        System.exit(exitCode);
    }
}
