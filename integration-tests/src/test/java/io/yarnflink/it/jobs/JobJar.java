package io.yarnflink.it.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Packs jobs of this module. */
public final class JobJar {

    private JobJar() {}

    /**
     * Writes a JAR with one class, which its manifest names.
     *
     * @return the JAR's path
     */
    public static String of(Class<?> job) throws IOException {
        Path folder = classes(job);
        return write(job, List.of(folder.resolve(job.getName().replace('.', '/') + ".class")), List.of());
    }

    /**
     * Writes a JAR with the main class and all of its package, and what the libraries hold.
     *
     * @return the JAR's path
     */
    public static String ofPackage(Class<?> main, List<Path> libraries) throws IOException {
        Path folder = classes(main).resolve(main.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            return write(main, files.filter(Files::isRegularFile).sorted().toList(), libraries);
        }
    }

    /**
     * Writes a JAR with one class, which is announced as a service.
     *
     * @param service what the class implements
     * @return the JAR's path
     */
    public static Path ofService(Class<?> service, Class<?> implementation, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            String name = implementation.getName().replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(name));
            Files.copy(classes(implementation).resolve(name), out);
            out.closeEntry();
            out.putNextEntry(new JarEntry("META-INF/services/" + service.getName()));
            out.write(implementation.getName().getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        return jar;
    }

    private static Path classes(Class<?> job) throws IOException {
        try {
            return Path.of(
                    job.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("Expected " + job + " in a folder of class files", e);
        }
    }

    private static String write(Class<?> main, List<Path> classes, List<Path> libraries) throws IOException {
        Path jar = Files.createTempDirectory("job").resolve(main.getSimpleName() + ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        Path root = classes(main);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Path path : classes) {
                out.putNextEntry(new JarEntry(root.relativize(path).toString()));
                Files.copy(path, out);
                out.closeEntry();
            }
            Set<String> written = new HashSet<>(Set.of(JarFile.MANIFEST_NAME));
            for (Path library : libraries) {
                copy(library, out, written);
            }
        }
        return jar.toString();
    }

    /** The first of two files of one name stays. */
    private static void copy(Path library, JarOutputStream out, Set<String> written) throws IOException {
        try (JarInputStream in = new JarInputStream(Files.newInputStream(library), false)) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                if (!entry.isDirectory() && written.add(entry.getName())) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    in.transferTo(out);
                    out.closeEntry();
                }
            }
        }
    }
}
