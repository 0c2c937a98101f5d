package io.yarnflink.cli.control;

import io.yarnflink.cli.ClusterOptions;
import io.yarnflink.cli.CommandException;
import io.yarnflink.cli.ExitCode;
import io.yarnflink.cli.Session;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.Cleaning;
import io.yarnflink.launcher.CleaningWish;
import io.yarnflink.launcher.ClusterAccess;
import io.yarnflink.launcher.KeptCheckpoint;
import io.yarnflink.launcher.LauncherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code yarn-flink checkpoints}. */
@Command(
        name = "checkpoints",
        description = {
            "Show the completed checkpoints and savepoints that an application could be started from, newest first: those of"
                    + " a running application, or all that is left of a name.",
            "",
            "With --clean, remove checkpoints of a name's applications that have ended. Savepoints stay, and so does what a"
                    + " live application or a checkpoint that stays needs."
        },
        footer = {
            "",
            "Examples:",
            "  yarn-flink checkpoints application_1700000000000_0042",
            "  yarn-flink checkpoints --json application_1700000000000_0042",
            "  yarn-flink checkpoints --name orders",
            "  yarn-flink checkpoints --clean orders --keep 3 --older-than 7d --dry-run"
        })
public final class CheckpointsCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--json", description = "Print a JSON array; times in milliseconds, sizes in bytes.")
    private boolean json;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Show what applications of this name have left, and the one that runs now.")
    private @Nullable String name;

    @Option(names = "--clean", paramLabel = "NAME", description = "Remove checkpoints of this name; print what goes.")
    private @Nullable String clean;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "With --clean: keep so many of the newest that can be started from. Default: 1.")
    private @Nullable Integer keep;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            description = "With --clean: remove only what is older, such as '12h' or '7d'.")
    private @Nullable String olderThan;

    @Option(names = "--dry-run", description = "With --clean: only print what would go.")
    private boolean dryRun;

    @Parameters(
            arity = "0..1",
            paramLabel = "APP",
            description = "The application's id, as 'yarn-flink list' shows it.")
    private @Nullable String application;

    public CheckpointsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        cluster.applyVerbosity();
        requireOneSubject();
        CleaningWish wish = wish();
        try (ClusterAccess access =
                session.clusters().open(cluster.configurationFolder(session), cluster.configuration(session))) {
            if (clean != null) {
                clean(access, clean, wish);
            } else if (name != null) {
                show(
                        access.history().of(name),
                        "Nothing is left of '" + name + "': it has no checkpoint, no savepoint.");
            } else {
                AppId id = AppId.parse(Objects.requireNonNull(application));
                show(
                        ofRunning(access, id),
                        id + " has completed no checkpoint yet, and nobody has taken a savepoint of it.");
            }
        }
        return ExitCode.OK.number();
    }

    private void requireOneSubject() throws CommandException {
        long given =
                Stream.of(application, name, clean).filter(Objects::nonNull).count();
        if (given != 1) {
            throw new CommandException(
                    ExitCode.BAD_USAGE,
                    "Expected an application's id, --name NAME or --clean NAME, found "
                            + (given == 0 ? "none of them" : "more than one of them"));
        }
        if (clean == null && (keep != null || olderThan != null || dryRun)) {
            throw new CommandException(
                    ExitCode.BAD_USAGE, "--keep, --older-than and --dry-run say what --clean NAME does: add that");
        }
    }

    private static List<KeptCheckpoint> ofRunning(ClusterAccess access, AppId id)
            throws LauncherException, InterruptedException {
        List<KeptCheckpoint> found = new ArrayList<>();
        access.control().checkpoints(id).forEach(view -> found.add(new KeptCheckpoint(id, view)));
        Collections.reverse(found);
        return found;
    }

    private void show(List<KeptCheckpoint> checkpoints, String none) {
        CheckpointTable table = new CheckpointTable(checkpoints, session.clock().now());
        if (json) {
            session.out().println(table.json());
        } else if (checkpoints.isEmpty()) {
            session.err().println(none);
        } else {
            table.lines().forEach(session.out()::println);
        }
    }

    private void clean(ClusterAccess access, String named, CleaningWish wish)
            throws LauncherException, InterruptedException {
        Cleaning cleaning = access.history().clean(named, wish);
        if (!cleaning.needed().isEmpty()) {
            session.err()
                    .println(cleaning.needed().size()
                            + " more would go, but a live application or a checkpoint that stays"
                            + " needs their files");
        }
        show(cleaning.removed(), "Nothing of '" + named + "' is to go.");
        if (!cleaning.removed().isEmpty()) {
            session.err()
                    .println((dryRun ? "Would remove " : "Removed ")
                            + cleaning.removed().size() + " of '" + named + "'");
        }
    }

    private CleaningWish wish() throws CommandException, BadUsageException {
        if (keep != null && keep < 0) {
            throw new CommandException(ExitCode.BAD_USAGE, "Expected 0 or more behind --keep, found " + keep);
        }
        Optional<Duration> age = olderThan == null ? Optional.empty() : Optional.of(CleaningWish.age(olderThan));
        return new CleaningWish(keep == null ? 1 : keep, age, dryRun);
    }
}
