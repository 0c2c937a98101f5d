package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.ApplicationLauncher;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.NameTakenException;
import io.yarnflink.launcher.Submission;
import io.yarnflink.launcher.SubmissionListener;
import io.yarnflink.launcher.SubmittedApplication;
import io.yarnflink.launcher.cache.CachedContent;
import io.yarnflink.launcher.cache.ContentCache;
import io.yarnflink.launcher.cache.LocalContent;
import io.yarnflink.launcher.configuration.AccessList;
import io.yarnflink.launcher.naming.NameClaim;
import io.yarnflink.launcher.registry.ApplicationFiles;
import io.yarnflink.launcher.registry.ApplicationRecord;
import io.yarnflink.launcher.registry.ReadGrants;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.launcher.remote.RemoteCalls;
import io.yarnflink.launcher.shipping.PackingFolder;
import io.yarnflink.launcher.shipping.ShippingPlan;
import io.yarnflink.runtime.application.ApplicationDescriptor;
import io.yarnflink.runtime.application.ContainerCommand;
import io.yarnflink.runtime.application.ContainerVariables;
import io.yarnflink.runtime.application.ShippedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Submits to YARN. Thread-safe. What does not depend on each other is done at the same time; the order that matters is:
 * checks, then the application's file with its references, then the cache, then the submission, so that no sweep can take
 * away what the application is about to refer to.
 */
public final class YarnApplicationLauncher implements ApplicationLauncher {

    /** A file on its way into the cache. */
    private record Providing(String link, LocalContent content, RemoteCalls.Answer<CachedContent> answer) {}

    private final ClusterConnection cluster;
    private final Runnable afterSubmission;

    /**
     * Submits to one cluster.
     *
     * @param afterSubmission run after each submission; must return at once
     */
    public YarnApplicationLauncher(ClusterConnection cluster, Runnable afterSubmission) {
        this.cluster = cluster;
        this.afterSubmission = afterSubmission;
    }

    @Override
    public SubmittedApplication submit(Submission submission, SubmissionListener progress)
            throws LauncherException, InterruptedException {
        OrderedListener listener = new OrderedListener(progress, cluster.clock());
        ShippingPlan shipping = ShippingPlan.of(submission.configuration(), submission.distribution());
        Submission complete = submission.withConfiguration(shipping.configuration());
        SubmittedApplication submitted;
        try (PackingFolder packing = PackingFolder.open()) {
            Prepared prepared = new Preparation(cluster, complete, () -> shipping.pack(packing)).run(listener);
            listener.checked();
            submitted = submit(complete, prepared, listener);
        } catch (IOException e) {
            throw new BadUsageException("Expected to pack what is shipped in a temporary folder: " + e.getMessage(), e);
        }
        listener.submitted(submitted);
        afterSubmission.run();
        return submitted;
    }

    private SubmittedApplication submit(Submission submission, Prepared prepared, OrderedListener listener)
            throws LauncherException, InterruptedException {
        ApplicationRecord application = new ApplicationRecord(
                prepared.application().id(),
                prepared.name().value(),
                cluster.settings().clusterName(),
                prepared.identity(),
                prepared.contents().values().stream().map(LocalContent::hash).collect(Collectors.toSet()));
        String location = cluster.askStorage(
                        "writing the application's file",
                        storage -> new ApplicationFiles(storage.fileSystem(), storage.layout())
                                .write(application)
                                .toString())
                .get();
        NameClaim claim = new NameClaim(cluster, prepared.name(), application.id());
        boolean accepted = false;
        try {
            share(location, prepared.yarn().modifyAcls(), listener);
            long uploaded = provideAndSubmit(submission, prepared, claim, location, listener);
            accepted = true;
            return new SubmittedApplication(
                    application.id(),
                    application.name(),
                    application.identity(),
                    location,
                    prepared.process().sizes(),
                    uploaded);
        } finally {
            if (!accepted) {
                forget(application, claim);
            }
        }
    }

    /** Whoever may change the application needs what its file holds. */
    private void share(String location, Optional<AccessList> readers, OrderedListener listener)
            throws LauncherException, InterruptedException {
        if (readers.isPresent()) {
            cluster.askStorage(
                            "sharing the application's file",
                            storage -> new ReadGrants(storage.fileSystem(), storage.layout())
                                    .allow(new Path(location), readers.get()))
                    .get()
                    .forEach(listener::notice);
        }
    }

    private String logFolder(Prepared prepared) throws LauncherException, InterruptedException {
        return cluster.askStorage(
                        "choosing the place of the application's log",
                        storage -> storage.layout()
                                .log(
                                        prepared.name().value(),
                                        prepared.application().id())
                                .toString())
                .get();
    }

    private long provideAndSubmit(
            Submission submission, Prepared prepared, NameClaim claim, String applicationFile, OrderedListener listener)
            throws LauncherException, InterruptedException {
        List<Providing> underWay = new ArrayList<>();
        prepared.contents()
                .forEach((link, content) -> underWay.add(new Providing(link, content, provide(content, listener))));
        long uploaded = 0;
        List<ShippedFile> files = new ArrayList<>();
        for (Providing file : underWay) {
            CachedContent cached = file.answer().getUnbounded();
            uploaded += listener.provided(file.content(), cached);
            files.add(shipped(file.link(), cached, prepared.isArchive(file.link())));
        }
        listener.submitting();
        // As late as can be: what lies between the claim and the submission must never take long.
        claim.take();
        // Whoever has the name knows that nobody leaves a newer state of it meanwhile.
        submit(submission, prepared.with(Resumption.resumed(cluster, prepared, listener)), files, applicationFile);
        requireHeld(claim, prepared.application().id());
        return uploaded;
    }

    private void submit(Submission submission, Prepared prepared, List<ShippedFile> files, String applicationFile)
            throws LauncherException, InterruptedException {
        ApplicationDescriptor descriptor = new ApplicationDescriptor(
                prepared.name().value(),
                submission.entryClass(),
                submission.arguments(),
                ContainerCommand.JOB_JAR_LINK,
                prepared.configuration(),
                cluster.settings().site(),
                files,
                applicationFile,
                Optional.of(logFolder(prepared)));
        ByteBuffer credentials = cluster.askStorage(
                        "obtaining tokens",
                        storage -> MasterCredentials.encode(
                                descriptor,
                                prepared.identity(),
                                MasterCredentials.obtainTokens(
                                        cluster.settings(), storage.fileSystem(), submission.configuration())))
                .get();
        MasterContainer container = new MasterContainer(
                prepared.application().id(),
                prepared.name().value(),
                prepared.queue(),
                prepared.yarn(),
                prepared.process(),
                ContainerCommand.classPath(prepared.runtime().classPath(), files, submission.configuration()),
                ContainerVariables.of(submission.configuration(), "master", storageUser()));
        cluster.askResourceManager(
                        "submitting " + container.id(),
                        manager -> manager.submit(container.context(files, credentials)))
                .get();
    }

    /** Two applications of one name must not go on. */
    private void requireHeld(NameClaim claim, AppId submitted) throws LauncherException, InterruptedException {
        try {
            claim.requireHeld();
        } catch (NameTakenException e) {
            cluster.askResourceManager("killing " + submitted, manager -> manager.kill(submitted))
                    .get();
            throw e;
        }
    }

    private RemoteCalls.Answer<CachedContent> provide(LocalContent content, OrderedListener listener) {
        short replication = (short) cluster.options().cacheReplication();
        return cluster.askStorage(
                "uploading " + content.name(),
                storage -> new ContentCache(storage.fileSystem(), storage.layout(), replication, cluster.clock())
                        .provide(content, listener));
    }

    /** YARN may or may not know an application whose submission failed half-way; it must not start without its file. */
    private void forget(ApplicationRecord application, NameClaim claim) {
        boolean interrupted = Thread.interrupted();
        try {
            claim.giveBack();
            cluster.askStorage("removing the application's file", storage -> {
                        ApplicationFiles files = new ApplicationFiles(storage.fileSystem(), storage.layout());
                        files.remove(files.location(application.id()));
                        return true;
                    })
                    .get();
        } catch (LauncherException e) {
            // The next client's sweep removes what is left.
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ShippedFile shipped(String link, CachedContent cached, boolean archive) {
        return new ShippedFile(
                link, cached.location().toUri(), cached.size(), cached.modificationTime(), archive, cached.shared());
    }

    /** Without Kerberos, the containers' processes must be told on whose behalf they use the file system. */
    private static Optional<String> storageUser() throws BadUsageException {
        if (UserGroupInformation.isSecurityEnabled()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UserGroupInformation.getCurrentUser().getUserName());
        } catch (IOException e) {
            throw new BadUsageException("This machine does not say who its user is: " + e.getMessage(), e);
        }
    }
}
