package io.yarnflink.launcher.local;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.Submission;
import io.yarnflink.runtime.application.LocalHandover;
import io.yarnflink.runtime.security.ApplicationIdentity;
import io.yarnflink.runtime.security.IdentityGenerator;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs applications on this machine. Used by one thread. */
public final class LocalLauncher {

    /** In an installation, the classes that its runtime loads. */
    private static final String CLASS_LIST = "lib/runtime/yarn-flink-runtime.classes";

    private final LocalFolder places;
    private final Path here;
    private final Clock clock;

    /**
     * @param environment for {@code XDG_STATE_HOME}
     * @param home the user's
     * @param here the folder that the command runs in
     */
    public LocalLauncher(Map<String, String> environment, Path home, Path here, Clock clock) {
        this.places = LocalFolder.ofUser(environment, home);
        this.here = here.toAbsolutePath();
        this.clock = clock;
    }

    /** Hears how it goes; called on the launcher's caller's thread. */
    public interface Listener {

        /** Something that the user should know. */
        void notice(String text);

        /** What is made once for each installation and JVM takes a moment. */
        void preparing();
    }

    /**
     * Checks, and starts the application.
     *
     * @param hadoop the folder with Hadoop's configuration that the program uses; empty for what the environment says
     * @throws BadUsageException with every problem; nothing was started then
     */
    public LocalApplication start(Submission submission, Optional<Path> hadoop, Listener listener)
            throws BadUsageException, InterruptedException {
        CompletableFuture<ApplicationIdentity> identity =
                CompletableFuture.supplyAsync(() -> new IdentityGenerator().generate(clock.now()));
        LocalPlan plan = LocalPlan.of(submission, places, here, hadoop);
        plan.notices().forEach(listener::notice);
        if (!LocalRuntime.isReady(places, plan.runtime())) {
            listener.preparing();
        }
        LocalRuntime runtime = LocalRuntime.of(places, plan.runtime());
        Optional<Path> sharedClasses = runtime.sharedClasses(
                LocalPlan.java(plan.javaHome()), submission.distribution().resolve(CLASS_LIST));
        LocalProcess process;
        try {
            process = LocalProcess.start(plan, runtime, sharedClasses, places);
        } catch (IOException e) {
            throw new BadUsageException("Expected to start a JVM on this machine: " + e.getMessage(), e);
        }
        LocalApplication application = new LocalApplication(plan.descriptor().name(), process, identity.join());
        try {
            process.handOver(new LocalHandover(plan.descriptor(), identity.join()));
        } catch (IOException e) {
            // It has ended already; that is what whoever follows it is told.
            listener.notice("The JVM did not take the application on: " + e.getMessage());
        }
        return application;
    }
}
