package io.yarnflink.launcher.cluster;

import io.yarnflink.launcher.jobjar.TestClass;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An installation whose containers run what the test itself has on its class path. */
final class FakeDistribution {

    private FakeDistribution() {}

    static Path in(Path folder) throws IOException {
        Path runtime = Files.createDirectories(folder.resolve("lib").resolve("runtime"));
        // Two empty blocks: a TAR without entries.
        Files.write(runtime.resolve("yarn-flink-runtime.tar"), new byte[10240]);
        Files.writeString(
                runtime.resolve("yarn-flink-runtime.properties"),
                "classpath=" + System.getProperty("java.class.path") + "\n");
        return folder;
    }

    static Path jobJar(Path file, String content) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream jar = new ZipOutputStream(out)) {
            write(jar, "META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\nMain-Class: org.example.Job\n"));
            write(
                    jar,
                    "org/example/Job.class",
                    TestClass.program("org.example.Job").bytes());
            write(jar, "content", bytes(content));
        }
        return file;
    }

    /** Equal contents give equal files. */
    private static void write(ZipOutputStream jar, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
