package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.Submission;
import io.yarnflink.launcher.cache.ContentHash;
import io.yarnflink.launcher.cache.LocalContent;
import io.yarnflink.launcher.configuration.ConfigurationReview;
import io.yarnflink.launcher.configuration.YarnOptions;
import io.yarnflink.launcher.installation.RuntimeArchive;
import io.yarnflink.launcher.installation.SqlLibraries;
import io.yarnflink.launcher.jobjar.JarVerdict;
import io.yarnflink.launcher.jobjar.JobJar;
import io.yarnflink.launcher.naming.LogicalName;
import io.yarnflink.launcher.naming.NameClaim;
import io.yarnflink.launcher.naming.NameClaims;
import io.yarnflink.launcher.naming.NameOwner;
import io.yarnflink.launcher.registry.ApplicationFiles;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.launcher.remote.RemoteCall;
import io.yarnflink.launcher.remote.RemoteCalls.Answer;
import io.yarnflink.launcher.remote.Service;
import io.yarnflink.launcher.shipping.ShippedContent;
import io.yarnflink.launcher.yarn.NewApplication;
import io.yarnflink.runtime.security.ApplicationIdentity;
import io.yarnflink.runtime.security.IdentityGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.security.AccessControlException;

/**
 * Everything that can be done for a submission before anything of it is uploaded, all at the same time: asking the
 * resource manager, hashing, making the identity, and every check. Used by one thread, once.
 */
final class Preparation {

    private static final String NAME_KEY = "yarn.application.name";

    private static final Service MACHINE = new Service("client's disk", "this machine", "the path on the command line");

    private final ClusterConnection cluster;
    private final Submission submission;
    private final Problems problems = new Problems();
    private final Optional<LogicalName> name;
    private final Answer<NewApplication> application;
    private final Answer<Optional<NameOwner>> owner;
    private final Answer<StateLocations> folders;
    private final Answer<ApplicationIdentity> identity;
    private final Answer<LocalContent> jobJar;
    private final Answer<Program> program;
    private final Answer<List<ShippedContent>> shipped;

    /** What the job brings, and what it needs on top. */
    private record Program(JobJar jar, List<LocalContent> libraries) {}

    /**
     * Starts what takes longest.
     *
     * @param pack makes files of what the user ships
     */
    Preparation(ClusterConnection cluster, Submission submission, RemoteCall<List<ShippedContent>> pack)
            throws InterruptedException {
        this.cluster = cluster;
        this.submission = submission;
        this.application =
                cluster.askResourceManager("asking for an application id", manager -> manager.newApplication());
        this.folders = cluster.askStorage("making the cache's folders", storage -> {
            makeFolders(storage);
            return StateLocations.find(storage, submission.configuration());
        });
        this.name = problems.collect(() -> name(submission)).flatMap(found -> found);
        this.owner = cluster.askStorage("looking who has the application's name", this::ownerOfName);
        this.identity = cluster.calls()
                .start(
                        MACHINE,
                        "making the application's certificate",
                        () -> new IdentityGenerator().generate(cluster.clock().now()));
        this.jobJar = cluster.calls().start(MACHINE, "hashing the job JAR", () -> describe(submission.jobJar()));
        this.program = cluster.calls().start(MACHINE, "reading the job JAR", this::readProgram);
        this.shipped = cluster.calls().start(MACHINE, "packing what is shipped", pack);
    }

    private Program readProgram() throws BadUsageException {
        JobJar jar = JobJar.read(submission.jobJar(), submission.entryClass());
        boolean tables = SqlLibraries.areWanted(jar, submission.configuration());
        return new Program(jar, SqlLibraries.contents(submission.distribution(), tables));
    }

    /** Finishes, or throws with every problem that was found. */
    Prepared run(OrderedListener listener) throws LauncherException, InterruptedException {
        ConfigurationReview review = ConfigurationReview.of(submission.configuration(), submission.distribution());
        problems.add(review.problems());
        Optional<YarnOptions> yarn = problems.collect(() -> YarnOptions.read(submission.configuration()));
        Optional<RuntimeArchive> runtime = problems.collect(() -> RuntimeArchive.locate(submission.distribution()));
        Optional<MasterProcess> process = problems.collect(() -> ProcessSizes.of(
                submission.configuration(),
                yarn.map(YarnOptions::masterVcores).orElse(1),
                yarn.map(YarnOptions::workerVcores).orElse(OptionalInt.empty())));
        Placement placement = Placement.ask(cluster, submission, yarn);
        Optional<NewApplication> allowed = problems.collect(application::get);
        allowed.ifPresent(answer -> listener.connected(answer.id()));
        if (allowed.isPresent() && process.isPresent()) {
            problems.add(ClusterLimits.problems(allowed.get(), process.get()));
        }
        placement.check(problems);
        Optional<StateLocations> state = problems.collect(folders::get);
        state.ifPresent(found -> problems.add(found.problems()));
        Optional<Program> read = problems.collect(program::getUnbounded);
        Optional<JarVerdict> verdict = read.map(found -> judge(found.jar()));
        verdict.ifPresent(found -> problems.add(found.problems()));
        Optional<List<ShippedContent>> packed = problems.collect(shipped::getUnbounded);
        if (allowed.isPresent() && name.isPresent()) {
            NameClaim claim = new NameClaim(cluster, name.get(), allowed.get().id());
            problems.collect(() -> {
                claim.requireFree(owner.get());
                return claim;
            });
        }
        problems.throwIfAny();
        review.warnings().forEach(listener::notice);
        verdict.orElseThrow().notices().forEach(listener::notice);
        state.orElseThrow().notices().forEach(listener::notice);
        return new Prepared(
                allowed.orElseThrow(),
                name.orElseThrow(),
                placement.queue(),
                yarn.orElseThrow(),
                process.orElseThrow(),
                runtime.orElseThrow(),
                jobJar.getUnbounded(),
                read.orElseThrow().libraries(),
                packed.orElseThrow(),
                identity.get(),
                state.get().configuration());
    }

    private static void makeFolders(ClusterConnection.Storage storage) throws IOException {
        try {
            new ApplicationFiles(storage.fileSystem(), storage.layout()).prepare();
            new NameClaims(storage.fileSystem(), storage.layout()).prepare();
        } catch (AccessControlException e) {
            String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("permission denied");
            throw new AccessControlException(said + ". Expected a folder of this user's own at "
                    + storage.layout().root().toUri().getPath()
                    + ": have the user's home folder made, or name another folder with yarnflink.cache.dir");
        }
    }

    private JarVerdict judge(JobJar jar) {
        JarVerdict verdict = jar.judge();
        return cluster.options().checkJar() ? verdict : verdict.lenient();
    }

    private static Optional<LogicalName> name(Submission submission) throws BadUsageException {
        Optional<String> given = submission
                .name()
                .or(() -> Optional.ofNullable(submission.configuration().get(NAME_KEY)));
        return LogicalName.of(given, submission.jobJar(), submission.entryClass());
    }

    private Optional<NameOwner> ownerOfName(ClusterConnection.Storage storage) throws IOException {
        return name.isEmpty()
                ? Optional.empty()
                : new NameClaims(storage.fileSystem(), storage.layout()).owner(name.get());
    }

    private static LocalContent describe(Path jar) throws BadUsageException {
        try {
            String name = String.valueOf(jar.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
            // A name with a leading dot would be one of the cache's own.
            String cached = name.startsWith(".") ? "job" + name : name;
            return new LocalContent(jar, cached, ContentHash.of(jar), Files.size(jar), false);
        } catch (IOException e) {
            throw new BadUsageException("Expected to read " + jar.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }
}
