package io.yarnflink.cli.run;

import io.yarnflink.cli.ClusterOptions;
import io.yarnflink.cli.CommandException;
import io.yarnflink.cli.Session;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.Submission;
import io.yarnflink.launcher.configuration.ClientConfiguration;
import io.yarnflink.launcher.configuration.ClientOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;

/** All options that say what is submitted. Each group of them has a class of its own; here they come together. */
final class SubmissionOptions {

    @Mixin
    private ProgramOptions program = new ProgramOptions();

    @Mixin
    private ApplicationOptions application = new ApplicationOptions();

    @Mixin
    private ShippingOptions shipping = new ShippingOptions();

    @Mixin
    private ProcessOptions processes = new ProcessOptions();

    @Mixin
    private RestoreOptions restore = new RestoreOptions();

    @Mixin
    private FollowingOptions following = new FollowingOptions();

    boolean detached() {
        return following.detached();
    }

    /** What the command line says, as keys. */
    Map<String, String> keys(ClusterOptions cluster) throws CommandException {
        Map<String, String> keys = new TreeMap<>(cluster.definitions());
        for (KeyOptions options : List.of(application, shipping, processes, restore, following)) {
            options.addTo(keys);
        }
        return keys;
    }

    /** What the options ask for, over what {@code config.yaml} and {@code -D} say. */
    Submission submission(Session session, ClusterOptions cluster) throws CommandException, BadUsageException {
        Path jobJar = program.jobJar();
        Map<String, String> configuration = ClientConfiguration.load(session.configurationFolder(), keys(cluster));
        restore.check(configuration);
        // What is wrong with the command is told before anybody looks for a cluster.
        ClientOptions.read(configuration);
        return new Submission(
                application.name(),
                application.queue(),
                jobJar,
                program.entryClass(),
                program.arguments(),
                configuration,
                session.installation());
    }
}
