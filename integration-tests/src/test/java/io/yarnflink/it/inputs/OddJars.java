package io.yarnflink.it.inputs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Job JARs that no build for Flink 2 and Java 17 makes. */
final class OddJars {

    private static final String MAIN = "Main";

    /** Where a class file says for which Java it is. */
    private static final int MAJOR_VERSION = 7;

    private static final byte JAVA_25 = 69;

    private final Path folder;

    OddJars(Path folder) {
        this.folder = folder;
    }

    /** Something that ends like a JAR. */
    String unreadable() throws IOException {
        return Files.writeString(folder.resolve("unreadable.jar"), "not a JAR").toString();
    }

    /** A program of the DataSet API. */
    String ofFlink1() throws IOException {
        compile(
                "org/apache/flink/api/java/ExecutionEnvironment.java",
                "package org.apache.flink.api.java; public class ExecutionEnvironment {"
                        + " public static ExecutionEnvironment getExecutionEnvironment() { return null; } }");
        compile(MAIN + ".java", main("org.apache.flink.api.java.ExecutionEnvironment.getExecutionEnvironment();"));
        return jar("flink-1.jar", Files.readAllBytes(folder.resolve(MAIN + ".class")));
    }

    /** A program that only a newer Java can load. */
    String ofJava25() throws IOException {
        compile(MAIN + ".java", main(""));
        byte[] bytes = Files.readAllBytes(folder.resolve(MAIN + ".class"));
        bytes[MAJOR_VERSION] = JAVA_25;
        return jar("java-25.jar", bytes);
    }

    private static String main(String body) {
        return "public class " + MAIN + " { public static void main(String[] arguments) { " + body + " } }";
    }

    private void compile(String file, String source) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments =
                List.of("--release", "17", "-cp", folder.toString(), "-d", folder.toString(), path.toString());
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IOException("Expected " + source + " to compile");
        }
    }

    private String jar(String name, byte[] main) throws IOException {
        Path jar = folder.resolve(name);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, MAIN);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.putNextEntry(new JarEntry(MAIN + ".class"));
            out.write(main);
            out.closeEntry();
        }
        return jar.toString();
    }
}
