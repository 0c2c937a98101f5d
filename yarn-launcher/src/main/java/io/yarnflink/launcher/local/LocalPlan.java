package io.yarnflink.launcher.local;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.Submission;
import io.yarnflink.launcher.configuration.ClientOptions;
import io.yarnflink.launcher.configuration.ConfigurationReview;
import io.yarnflink.launcher.installation.RuntimeArchive;
import io.yarnflink.launcher.installation.SqlLibraries;
import io.yarnflink.launcher.jobjar.JarVerdict;
import io.yarnflink.launcher.jobjar.JobJar;
import io.yarnflink.launcher.naming.LogicalName;
import io.yarnflink.launcher.shipping.Parcel;
import io.yarnflink.launcher.shipping.ShippingPlan;
import io.yarnflink.runtime.application.ApplicationDescriptor;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What runs in the one JVM, after everything has been checked that can be.
 *
 * @param descriptor what is handed over
 * @param runtime what is on its class path first
 * @param classPath what comes behind the runtime, as the JVM wants it
 * @param environment variables besides the client's own
 * @param logging Log4j 2's configuration
 * @param javaHome the JVM
 * @param notices what the user should know
 */
record LocalPlan(
        ApplicationDescriptor descriptor,
        RuntimeArchive runtime,
        List<String> classPath,
        Map<String, String> environment,
        Path logging,
        Path javaHome,
        List<String> notices) {

    private static final String YARN_KEYS = "yarn.";
    private static final String NAME_KEY = "yarn.application.name";
    private static final String VARIABLES = "containerized.master.env.";
    private static final String SLOTS = "taskmanager.numberOfTaskSlots";
    private static final String PARALLELISM = "parallelism.default";

    /**
     * Checks a submission.
     *
     * @param here the folder that the command runs in; so does the application
     * @param hadoop the folder with Hadoop's configuration; empty for what the environment says
     * @throws BadUsageException with every problem
     */
    static LocalPlan of(Submission submission, LocalFolder places, Path here, Optional<Path> hadoop)
            throws BadUsageException {
        Checks checks = new Checks();
        Map<String, String> configuration = new TreeMap<>(submission.configuration());
        configuration.remove(ShippingPlan.JDK_KEY);
        ConfigurationReview review = ConfigurationReview.of(withoutYarn(configuration), submission.distribution());
        checks.problems.addAll(review.problems());
        Optional<ClientOptions> options = checks.collect(() -> ClientOptions.read(configuration));
        Optional<RuntimeArchive> runtime = checks.collect(() -> RuntimeArchive.locate(submission.distribution()));
        Optional<ShippingPlan> shipping =
                checks.collect(() -> ShippingPlan.of(configuration, submission.distribution()));
        LocalState state = LocalState.find(configuration, places, here);
        checks.problems.addAll(state.problems());
        Optional<JobJar> jar = checks.collect(() -> JobJar.read(submission.jobJar(), submission.entryClass()));
        boolean strict = options.map(ClientOptions::checkJar).orElse(true);
        Optional<JarVerdict> verdict = jar.map(JobJar::judge).map(found -> strict ? found : found.lenient());
        verdict.ifPresent(found -> checks.problems.addAll(found.problems()));
        List<String> classPath = new ArrayList<>();
        jar.flatMap(found -> checks.collect(() ->
                        SqlLibraries.jars(submission.distribution(), SqlLibraries.areWanted(found, configuration))))
                .ifPresent(jars -> jars.forEach(
                        library -> classPath.add(library.toAbsolutePath().toString())));
        List<Parcel> parcels = shipping.map(ShippingPlan::parcels).orElse(List.of());
        LocalParcels parts = LocalParcels.of(parcels, here);
        checks.problems.addAll(parts.problems());
        classPath.addAll(parts.classPath());
        Optional<LogicalName> name = jar.isPresent() && verdict.get().problems().isEmpty()
                ? checks.collect(() -> name(submission))
                : Optional.empty();
        Path javaHome = javaHome(configuration, checks);
        checks.throwIfAny();
        List<String> notices = new ArrayList<>(review.warnings());
        notices.addAll(verdict.orElseThrow().notices());
        notices.addAll(state.notices());
        Map<String, String> environment = variables(configuration);
        hadoop.ifPresent(
                conf -> environment.put("HADOOP_CONF_DIR", conf.toAbsolutePath().toString()));
        parts.plugins().ifPresent(folder -> environment.put("FLINK_PLUGINS_DIR", folder.toString()));
        return new LocalPlan(
                descriptor(submission, name.orElseThrow(), withSlots(state.configuration())),
                runtime.orElseThrow(),
                classPath,
                environment,
                parts.logging().orElse(submission.distribution().resolve("conf/log4j2.properties")),
                javaHome,
                notices);
    }

    private static ApplicationDescriptor descriptor(
            Submission submission, LogicalName name, Map<String, String> configuration) {
        return new ApplicationDescriptor(
                name.value(),
                submission.entryClass(),
                submission.arguments(),
                submission.jobJar().toAbsolutePath().toString(),
                configuration,
                Map.of(),
                List.of(),
                "",
                Optional.empty());
    }

    private static Map<String, String> withoutYarn(Map<String, String> configuration) {
        Map<String, String> others = new TreeMap<>(configuration);
        others.keySet().removeIf(key -> key.startsWith(YARN_KEYS));
        return others;
    }

    /** One TaskManager for the usual parallelism: in one JVM, more of them are only slower. */
    private static Map<String, String> withSlots(Map<String, String> configuration) {
        Map<String, String> sized = new TreeMap<>(configuration);
        if (sized.getOrDefault(SLOTS, "").isBlank()) {
            sized.put(SLOTS, sized.getOrDefault(PARALLELISM, "1"));
        }
        return sized;
    }

    private static LogicalName name(Submission submission) throws BadUsageException {
        Optional<String> given = submission
                .name()
                .or(() -> Optional.ofNullable(submission.configuration().get(NAME_KEY)));
        return LogicalName.of(given, submission.jobJar(), submission.entryClass())
                .orElseThrow();
    }

    private static Map<String, String> variables(Map<String, String> configuration) {
        Map<String, String> variables = new TreeMap<>();
        configuration.forEach((key, value) -> {
            if (key.startsWith(VARIABLES) && key.length() > VARIABLES.length()) {
                variables.put(key.substring(VARIABLES.length()), value);
            }
        });
        return variables;
    }

    /** What is said of the nodes counts here only if it was said for this application. */
    private static Path javaHome(Map<String, String> configuration, Checks checks) {
        String given = configuration.getOrDefault(VARIABLES + "JAVA_HOME", "");
        if (given.isBlank()) {
            return Path.of(System.getProperty("java.home"));
        }
        Path home = Path.of(given);
        if (!java(home).toFile().canExecute()) {
            checks.problems.add("Expected a JDK 17 on this machine at " + home + " (--java-home), found no "
                    + java(home) + ": name another, or leave it out for the one that this command runs with");
        }
        return home;
    }

    /** The program in a JVM's home. */
    static Path java(Path home) {
        return home.resolve("bin" + File.separator + "java");
    }

    /** Collects what is wrong, so that all of it is told at once. */
    private static final class Checks {

        private final List<String> problems = new ArrayList<>();

        private interface Check<T> {
            T run() throws BadUsageException;
        }

        <T> Optional<T> collect(Check<T> check) {
            try {
                return Optional.of(check.run());
            } catch (BadUsageException e) {
                problems.addAll(e.problems());
                return Optional.empty();
            }
        }

        void throwIfAny() throws BadUsageException {
            if (!problems.isEmpty()) {
                throw new BadUsageException(problems);
            }
        }
    }
}
