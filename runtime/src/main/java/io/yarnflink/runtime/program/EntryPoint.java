package io.yarnflink.runtime.program;

import io.yarnflink.runtime.application.JavaTrouble;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Finds the {@code main} method of a JAR. */
final class EntryPoint {

    /** Attributes of the manifest that may name the class, the first one that is there wins. */
    private static final String[] ATTRIBUTES = {"program-class", "Main-Class"};

    private EntryPoint() {}

    /**
     * Finds the method.
     *
     * @throws NoEntryPointException if there is none that can be called; the message says why and what to do
     * @throws IOException if the JAR cannot be read
     */
    static Method find(ProgramSpec spec, ClassLoader userCode) throws NoEntryPointException, IOException {
        Optional<String> named = spec.entryClass();
        String name = named.isPresent() ? named.get() : fromManifest(spec.jobJar());
        try {
            Class<?> type = Class.forName(name, false, userCode);
            Method method = type.getMethod("main", String[].class);
            int modifiers = method.getModifiers();
            if (!Modifier.isPublic(type.getModifiers()) || !Modifier.isStatic(modifiers)) {
                throw new NoEntryPointException("Expected the public class " + name
                        + " with a method public static void main(String[]), but "
                        + (Modifier.isStatic(modifiers) ? "the class is not public" : "the method is not static"));
            }
            return method;
        } catch (ClassNotFoundException e) {
            throw new NoEntryPointException(
                    "Expected the class " + name + " in " + spec.jobJar()
                            + ", found none; name the class with the main method (--class)",
                    e);
        } catch (NoSuchMethodException e) {
            throw new NoEntryPointException(
                    "Expected a method public static void main(String[]) in " + name
                            + ", found none; name the class with the main method (--class)",
                    e);
        } catch (LinkageError e) {
            String problem = "The class " + name + " cannot be loaded";
            throw new NoEntryPointException(
                    JavaTrouble.explain(e.toString())
                            .map(explained -> problem + ": " + explained)
                            .orElse(problem + " (" + e
                                    + "); build the JAR with all that it needs and Flink does not bring"),
                    e);
        }
    }

    private static String fromManifest(Path jobJar) throws NoEntryPointException, IOException {
        try (JarFile jar = new JarFile(jobJar.toFile())) {
            Manifest manifest = jar.getManifest();
            Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
            for (String attribute : ATTRIBUTES) {
                String name = attributes.getValue(attribute);
                if (name != null) {
                    return name.strip();
                }
            }
        }
        throw new NoEntryPointException("Expected the attribute program-class or Main-Class in the manifest of "
                + jobJar + ", found neither; name the class with the main method (--class)");
    }

    /** There is no {@code main} to call. */
    static final class NoEntryPointException extends Exception {

        private static final long serialVersionUID = 1L;

        NoEntryPointException(String message) {
            super(message);
        }

        NoEntryPointException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
