package io.yarnflink.cli.run;

import io.yarnflink.cli.ClusterOptions;
import io.yarnflink.cli.CommandException;
import io.yarnflink.cli.EmbeddedStarter;
import io.yarnflink.cli.ExitCode;
import io.yarnflink.cli.Session;
import io.yarnflink.cli.progress.Progress;
import io.yarnflink.cli.progress.Terminal;
import io.yarnflink.cli.text.Amounts;
import io.yarnflink.launcher.ApplicationNotLiveException;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.ClusterAccess;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.launcher.Submission;
import io.yarnflink.launcher.SubmittedApplication;
import io.yarnflink.launcher.WatchListener;
import io.yarnflink.launcher.embedded.EmbeddedException;
import io.yarnflink.launcher.embedded.EmbeddedOptions;
import io.yarnflink.launcher.embedded.EmbeddedProcess;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code yarn-flink run-application}. */
@Command(
        name = "run-application",
        description = {
            "Run a Flink job JAR as an application of its own on YARN, and follow it to its end.",
            "",
            "Whatever stands behind the JAR belongs to the job: it reaches main() untouched, also what looks like an"
                    + " option. Ctrl-C stops following; the application goes on, unless --shutdownOnAttachedExit is given."
        },
        footer = {
            "",
            "Examples:",
            "  yarn-flink run-application examples/WordCount.jar",
            "  yarn-flink run-application -p 4 job.jar --input hdfs:///data/in --output hdfs:///data/out",
            "  yarn-flink run-application -c com.example.Main -D taskmanager.numberOfTaskSlots=2 job.jar",
            "  yarn-flink run-application --detached --name nightly --queue batch --tags team-a,etl job.jar",
            "  yarn-flink run-application --ship model.bin --ship dictionaries.zip --env MODE=fast job.jar",
            "  yarn-flink run-application -C file:///opt/udfs.jar --java-home /usr/lib/jvm/java-17 job.jar",
            "  yarn-flink run-application --shutdownOnAttachedExit job.jar",
            "  yarn-flink run-application --name orders --resume latest job.jar",
            "  yarn-flink run-application -s hdfs:///savepoints/savepoint-1a2b3c -p 8 job.jar",
            "  yarn-flink run-application --target embedded examples/TopSpeedWindowing.jar",
            "  yarn-flink run-application --target local examples/WordCount.jar",
            "",
            "Exit codes: 0 succeeded, 1 failed, 2 bad usage, 3 killed, 4 cluster unreachable, 5 refused by YARN,",
            "9 an application of that name has not ended, 10 killed after --submit-timeout, 130 detached with Ctrl-C."
        })
public final class RunApplicationCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private SubmissionOptions submission = new SubmissionOptions();

    public RunApplicationCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        cluster.applyVerbosity();
        Submission wanted = submission.submission(session, cluster);
        if (cluster.isLocal()) {
            return runLocally(wanted).number();
        }
        try (Progress progress = Progress.on(session.terminal(), session.clock())) {
            SubmissionNarrator narrator = new SubmissionNarrator(progress);
            return runOn(reachableCluster(progress), wanted, narrator, progress).number();
        }
    }

    /** Lines, not a drawing: what the program prints goes to the same terminal. */
    private ExitCode runLocally(Submission wanted) throws CommandException, BadUsageException, InterruptedException {
        if (submission.detached()) {
            throw new CommandException(
                    ExitCode.BAD_USAGE,
                    "--target local runs the application in this command, but --detached ends it at once: leave one of"
                            + " them out");
        }
        try (Progress progress = Progress.on(Terminal.none(session.err()), session.clock())) {
            return new LocalRun(session, cluster.verbose())
                    .run(
                            wanted,
                            cluster.namedConfiguration(),
                            submission.keys(cluster).keySet(),
                            progress);
        }
    }

    private ExitCode runOn(Path hadoop, Submission wanted, SubmissionNarrator narrator, Progress progress)
            throws LauncherException, InterruptedException {
        long began = session.clock().monotonicMillis();
        try (ClusterAccess access = session.clusters().open(hadoop, wanted.configuration())) {
            Interruption interruption = interruption(wanted, access, narrator, progress);
            try {
                narrator.connecting(access.describe());
                SubmittedApplication application = access.launcher().submit(wanted, narrator);
                WatchNarrator watching = new WatchNarrator(progress);
                Optional<Outcome> early = access.watcher().awaitStart(application, watching);
                if (early.isEmpty() && submission.detached()) {
                    progress.say(
                            "Follow it with: yarn-flink attach" + cluster.toFindItAgain() + " " + application.id());
                    session.out().println(application.id());
                    return ExitCode.OK;
                }
                Outcome outcome =
                        early.isPresent() ? early.get() : access.watcher().follow(application, watching);
                String time = Amounts.duration(session.clock().monotonicMillis() - began);
                Ending ending = Ending.onCluster(application.id(), cluster.toFindItAgain(), cluster.verbose());
                return ending.tell(outcome, time, progress, session.err());
            } finally {
                interruption.over();
            }
        }
    }

    private Interruption interruption(
            Submission wanted, ClusterAccess access, SubmissionNarrator narrator, Progress progress) {
        String again = cluster.toFindItAgain();
        if (!FollowingOptions.endsWithClient(wanted.configuration())) {
            return Interruption.around(progress, narrator::submittedId, again, session.err());
        }
        Farewell cancellation = id -> {
            try {
                access.control().cancel(id, WatchListener.deaf());
            } catch (ApplicationNotLiveException e) {
                // It may still wait in its queue, where nobody can be asked to cancel it.
                access.applications().kill(id);
            }
            return "Cancelled " + id;
        };
        return Interruption.ending(progress, narrator::submittedId, cancellation, again, session.err());
    }

    private Path reachableCluster(Progress progress) throws CommandException, EmbeddedException, BadUsageException {
        if (cluster.isEmbedded()) {
            EmbeddedProcess process = cluster.embedded(session);
            EmbeddedOptions options = EmbeddedOptions.in(process.folder().root());
            EmbeddedStarter.start(process, options, session.installation(), progress);
        }
        return cluster.configurationFolder(session);
    }
}
