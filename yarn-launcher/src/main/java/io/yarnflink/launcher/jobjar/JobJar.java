package io.yarnflink.launcher.jobjar;

import io.yarnflink.launcher.BadUsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a job JAR holds. Names of classes are as people write them.
 *
 * @param name of the file
 * @param entry the class that is to run
 * @param programClasses by name: the entry class, and every class but those of Flink and of libraries that many programs
 *     bundle
 * @param refersToTables whether one of these refers to the table API
 * @param compiledFor which Java and which Flink
 * @param bundledFlink JARs of Flink's own that have been packed into it, such as {@code flink-runtime}
 */
public record JobJar(
        String name,
        Optional<Entry> entry,
        Map<String, ProgramClass> programClasses,
        boolean refersToTables,
        CompiledFor compiledFor,
        List<String> bundledFlink) {

    /**
     * The class whose {@code main} is to run.
     *
     * @param className as people write it
     * @param declared whether the manifest names it, and not the user
     */
    public record Entry(String className, boolean declared) {}

    /**
     * Reads a JAR, each entry once.
     *
     * @param entryClass as the user gave it; empty for the manifest's
     * @throws BadUsageException if there is no JAR that can be read
     */
    public static JobJar read(Path file, Optional<String> entryClass) throws BadUsageException {
        return new JobJarReader(entryClass).read(file);
    }

    /** The class that is to run; empty if neither the user nor the manifest names one, or there is no JAR. */
    public static Optional<String> entryClass(Path file, Optional<String> named) {
        return new JobJarReader(named).readEntry(file).map(Entry::className);
    }

    /** Looks for what would keep the job from running. */
    public JarVerdict judge() {
        return new JarChecks(this).judge();
    }
}
