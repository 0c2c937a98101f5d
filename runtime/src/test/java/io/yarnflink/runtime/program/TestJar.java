package io.yarnflink.runtime.program;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources and puts them into a JAR. */
final class TestJar {

    private final Path directory;
    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, byte[]> entries = new TreeMap<>();
    private final Manifest manifest = new Manifest();

    TestJar(Path directory) {
        this.directory = directory;
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    TestJar source(String className, String text) {
        sources.put(className, text);
        return this;
    }

    /** A program whose {@code main} has this body; {@code env} is its environment. */
    TestJar program(String className, String body) {
        return source(className, """
                import java.util.*;
                import io.yarnflink.runtime.program.Probe;
                import org.apache.flink.api.common.*;
                import org.apache.flink.core.execution.*;
                import org.apache.flink.streaming.api.environment.*;
                public class %s {
                    public static void main(String[] args) throws Exception {
                        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
                        %s
                    }
                }
                """.formatted(className, body));
    }

    TestJar manifest(String attribute, String value) {
        manifest.getMainAttributes().put(new Attributes.Name(attribute), value);
        return this;
    }

    TestJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    Path build() throws IOException {
        Path classes = Files.createTempDirectory(directory, "classes");
        compile(classes);
        Path jar = Files.createTempFile(directory, "program", ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream jarOut = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jarOut.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jarOut);
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jarOut.putNextEntry(new JarEntry(entry.getKey()));
                jarOut.write(entry.getValue());
            }
        }
        return jar;
    }

    private void compile(Path classes) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        Path texts = Files.createTempDirectory(directory, "sources");
        List<File> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = texts.resolve(source.getKey() + ".java");
            Files.writeString(file, source.getValue());
            files.add(file.toFile());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"), "-proc:none");
            if (!compiler.getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromFiles(files))
                    .call()) {
                throw new IllegalStateException("The program does not compile: " + sources);
            }
        }
    }
}
