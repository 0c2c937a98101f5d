package io.yarnflink.it.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Packs a job of this package. */
public final class JobJar {

    private JobJar() {}

    /**
     * Writes a JAR with one class, which its manifest names.
     *
     * @return the JAR's path
     */
    public static String of(Class<?> job) throws IOException {
        Path jar = Files.createTempDirectory("job").resolve(job.getSimpleName() + ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, job.getName());
        String entry = job.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream in = job.getClassLoader().getResourceAsStream(entry)) {
            if (in == null) {
                throw new IOException("Expected " + entry + " on the class path");
            }
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
            out.closeEntry();
        }
        return jar.toString();
    }
}
