package io.yarnflink.cli.run;

import io.yarnflink.cli.ExitCode;
import io.yarnflink.cli.Session;
import io.yarnflink.cli.progress.Progress;
import io.yarnflink.cli.text.Amounts;
import io.yarnflink.cli.text.Columns;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.launcher.Submission;
import io.yarnflink.launcher.local.LocalApplication;
import io.yarnflink.launcher.local.LocalLauncher;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code run-application --target local}: one JVM on this machine, followed to its end. Ctrl-C cancels, since nothing could
 * go on without the command.
 */
final class LocalRun {

    private static final String START = "start";

    /** What is said to YARN, or of containers; the options that stand for these keys are in the user guide. */
    private static final List<String> OF_YARN = List.of(
            "yarn.application.",
            "yarn.tags",
            "yarn.taskmanager.",
            "yarnflink.client.submit-timeout",
            "yarnflink.jdk.archive");

    private final Session session;
    private final boolean verbose;
    private final long began;

    /** The application, as soon as it runs; read by the hook for Ctrl-C. */
    private final AtomicReference<LocalApplication> running = new AtomicReference<>();

    /** Written by that hook, which then has the last word; read by the command's thread. */
    private volatile boolean interrupted;

    LocalRun(Session session, boolean verbose) {
        this.session = session;
        this.verbose = verbose;
        this.began = session.clock().monotonicMillis();
    }

    /**
     * Runs an application to its end.
     *
     * @param hadoop the folder with Hadoop's configuration, if one was named; programs may read HDFS
     * @param given the keys that were given on the command line
     */
    ExitCode run(Submission wanted, Optional<Path> hadoop, Set<String> given, Progress progress)
            throws BadUsageException, InterruptedException {
        progress.step(START, "Checking what is to be run");
        Thread hook = new Thread(() -> cancel(progress), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        LocalLauncher launcher =
                new LocalLauncher(session.environment(), session.userHome(), Path.of(""), session.clock());
        tellIgnored(wanted, given, progress);
        try (LocalApplication application = launcher.start(wanted, hadoop, listener(progress))) {
            running.set(application);
            String name = Columns.printable(application.name());
            progress.done(START, "Started " + name + " in one JVM on this machine");
            Outcome outcome = application.follow(WatchNarrator.ofLocal(progress)::status);
            if (interrupted) {
                return ExitCode.DETACHED;
            }
            String time = Amounts.duration(session.clock().monotonicMillis() - began);
            return Ending.local(name, application.log(), verbose).tell(outcome, time, progress, session.err());
        } finally {
            forget(hook);
        }
    }

    private static void tellIgnored(Submission wanted, Set<String> given, Progress progress) {
        Set<String> ignored = new TreeSet<>();
        wanted.queue().ifPresent(queue -> ignored.add("--queue"));
        given.stream().filter(key -> OF_YARN.stream().anyMatch(key::startsWith)).forEach(ignored::add);
        ignored.remove("yarn.application.name");
        if (!ignored.isEmpty()) {
            progress.say("Of no consequence with --target local: " + String.join(", ", ignored));
        }
    }

    private LocalLauncher.Listener listener(Progress progress) {
        return new LocalLauncher.Listener() {
            @Override
            public void notice(String text) {
                progress.say(text);
            }

            @Override
            public void preparing() {
                progress.step(START, "Preparing the runtime on this machine, which is done once");
            }
        };
    }

    /** Runs on a thread of the JVM's shutdown. */
    private void cancel(Progress progress) {
        interrupted = true;
        progress.close();
        LocalApplication application = running.get();
        if (application == null) {
            session.err().println("Interrupted before the application was started.");
            return;
        }
        session.err().println("Cancelling " + application.name());
        try (application) {
            session.err().println(application.cancel() ? "Cancelled." : "It does not end; killing it.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook runs already.
        }
    }
}
