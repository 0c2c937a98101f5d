package io.yarnflink.launcher.submission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** What can be said of a job JAR without running it. */
final class JobJar {

    private JobJar() {}

    /**
     * Looks for what would keep the job from starting.
     *
     * @param entryClass as the user gave it; empty for the manifest's
     * @return each problem in a sentence; empty if there is none
     */
    static List<String> problems(Path jar, Optional<String> entryClass) {
        if (!Files.isRegularFile(jar) || !Files.isReadable(jar)) {
            return List.of("Expected a readable job JAR at " + jar.toAbsolutePath() + ", found "
                    + (Files.exists(jar) ? "something else" : "nothing"));
        }
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            List<String> problems = new ArrayList<>();
            Optional<String> entry = entryClass.or(() -> manifestEntry(file));
            if (entry.isEmpty()) {
                problems.add("Expected a main class in the manifest of " + jar.getFileName()
                        + ", found none: name it with --class");
            } else if (!holds(file, entry.get())) {
                problems.add("Expected the class " + entry.get() + " in " + jar.getFileName()
                        + ", found none of that name"
                        + (entryClass.isPresent() ? "" : "; its manifest names it") + ": name another with --class");
            }
            return problems;
        } catch (IOException e) {
            return List.of(
                    "Expected a JAR at " + jar.toAbsolutePath() + ", found a file that is none: " + e.getMessage());
        }
    }

    private static Optional<String> manifestEntry(JarFile file) {
        try {
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                return Optional.empty();
            }
            Attributes attributes = manifest.getMainAttributes();
            // Flink's own name goes before Java's, as with Flink's client.
            return named(attributes.getValue("program-class")).or(() -> named(attributes.getValue("Main-Class")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> named(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(name -> !name.isEmpty());
    }

    /** A JAR may carry libraries in {@code lib/}; a class in one of those cannot be seen from here. */
    private static boolean holds(JarFile file, String className) {
        return file.getEntry(className.replace('.', '/') + ".class") != null
                || file.stream()
                        .anyMatch(e ->
                                e.getName().startsWith("lib/") && e.getName().endsWith(".jar"));
    }
}
