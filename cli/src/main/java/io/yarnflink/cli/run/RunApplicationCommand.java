package io.yarnflink.cli.run;

import io.yarnflink.cli.ClusterOptions;
import io.yarnflink.cli.CommandException;
import io.yarnflink.cli.EmbeddedStarter;
import io.yarnflink.cli.ExitCode;
import io.yarnflink.cli.Session;
import io.yarnflink.cli.progress.Progress;
import io.yarnflink.cli.text.Amounts;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.ClusterAccess;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.launcher.Submission;
import io.yarnflink.launcher.SubmittedApplication;
import io.yarnflink.launcher.configuration.ClientConfiguration;
import io.yarnflink.launcher.embedded.EmbeddedException;
import io.yarnflink.launcher.embedded.EmbeddedOptions;
import io.yarnflink.launcher.embedded.EmbeddedProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code yarn-flink run-application}. */
@Command(
        name = "run-application",
        description = {
            "Run a Flink job JAR as an application of its own on YARN, and follow it to its end.",
            "",
            "Whatever stands behind the JAR belongs to the job: it reaches main() untouched, also what looks like an"
                    + " option. Ctrl-C stops following; the application goes on."
        },
        footer = {
            "",
            "Examples:",
            "  yarn-flink run-application examples/WordCount.jar",
            "  yarn-flink run-application -p 4 job.jar --input hdfs:///data/in --output hdfs:///data/out",
            "  yarn-flink run-application -c com.example.Main -D taskmanager.numberOfTaskSlots=2 job.jar",
            "  yarn-flink run-application --detached --name nightly --queue batch job.jar",
            "  yarn-flink run-application -s hdfs:///savepoints/savepoint-1a2b3c -p 8 job.jar",
            "  yarn-flink run-application --target embedded examples/TopSpeedWindowing.jar",
            "",
            "Exit codes: 0 succeeded, 1 failed, 2 bad usage, 3 killed, 4 cluster unreachable, 5 refused by YARN,",
            "9 an application of that name has not ended, 130 detached with Ctrl-C."
        })
public final class RunApplicationCommand implements Callable<Integer> {

    private static final String PARALLELISM = "parallelism.default";

    private final Session session;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = {"-c", "--class"},
            paramLabel = "CLASS",
            description = "The class whose main() is run. Default: the one that the JAR's manifest names.")
    private @Nullable String entryClass;

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            description = "How many subtasks of each operator run side by side, unless the job says so itself.")
    private @Nullable Integer parallelism;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "What the application is called, this time and the next: only one of a name runs at a time, and"
                            + " --resume finds by it what its forerunners left. Default: the JAR's name and its class's.")
    private @Nullable String name;

    @Option(names = "--queue", paramLabel = "QUEUE", description = "YARN's queue. Default: YARN's default.")
    private @Nullable String queue;

    @Mixin
    private RestoreOptions restore = new RestoreOptions();

    @Option(
            names = {"-d", "--detached"},
            description = "Return once YARN has taken the application on; print its id on standard output.")
    private boolean detached;

    @Parameters(index = "0", paramLabel = "job.jar", description = "The job's JAR on this machine.")
    private Path jobJar = Path.of("");

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "arguments", description = "What main() gets.")
    private List<String> arguments = new ArrayList<>();

    public RunApplicationCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        cluster.applyVerbosity();
        Submission submission = submission();
        try (Progress progress = Progress.on(session.terminal(), session.clock())) {
            SubmissionNarrator narrator = new SubmissionNarrator(progress);
            Interruption interruption =
                    Interruption.around(progress, narrator::submittedId, cluster.toFindItAgain(), session.err());
            try {
                return runOn(reachableCluster(progress), submission, narrator, progress)
                        .number();
            } finally {
                interruption.over();
            }
        }
    }

    private ExitCode runOn(Path hadoop, Submission submission, SubmissionNarrator narrator, Progress progress)
            throws LauncherException, InterruptedException {
        long began = session.clock().monotonicMillis();
        try (ClusterAccess access = session.clusters().open(hadoop, submission.configuration())) {
            narrator.connecting(access.describe());
            SubmittedApplication application = access.launcher().submit(submission, narrator);
            if (detached) {
                progress.say("Follow it with: yarn-flink status" + cluster.toFindItAgain() + " " + application.id());
                session.out().println(application.id());
                return ExitCode.OK;
            }
            Outcome outcome = access.watcher().follow(application, new WatchNarrator(progress));
            String time = Amounts.duration(session.clock().monotonicMillis() - began);
            Ending ending = new Ending(application.id(), cluster.toFindItAgain(), cluster.verbose());
            return ending.tell(outcome, time, progress, session.err());
        }
    }

    private Path reachableCluster(Progress progress) throws CommandException, EmbeddedException, BadUsageException {
        if (cluster.isEmbedded()) {
            EmbeddedProcess process = cluster.embedded(session);
            EmbeddedOptions options = EmbeddedOptions.in(process.folder().root());
            EmbeddedStarter.start(process, options, session.installation(), progress);
        }
        return cluster.configurationFolder(session);
    }

    private Submission submission() throws CommandException, BadUsageException {
        if (!Files.isRegularFile(jobJar)) {
            throw new CommandException(
                    ExitCode.BAD_USAGE,
                    "Expected the job's JAR, but there is no file " + jobJar.toAbsolutePath()
                            + ". Options stand before the JAR, the job's own arguments behind it");
        }
        Map<String, String> keys = new TreeMap<>(cluster.definitions());
        if (parallelism != null) {
            if (parallelism < 1) {
                throw new CommandException(
                        ExitCode.BAD_USAGE, "Expected a parallelism of 1 or more, found " + parallelism);
            }
            keys.put(PARALLELISM, Integer.toString(parallelism));
        }
        restore.addTo(keys);
        Map<String, String> configuration = ClientConfiguration.load(session.configurationFolder(), keys);
        restore.check(configuration);
        return new Submission(
                Optional.ofNullable(name).filter(given -> !given.isBlank()),
                Optional.ofNullable(queue),
                jobJar,
                Optional.ofNullable(entryClass),
                arguments,
                configuration,
                session.installation());
    }
}
