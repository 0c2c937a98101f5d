package io.yarnflink.it.shapes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.apache.flink.api.common.cache.DistributedCache;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;

/** What programs hand their tasks besides the graph. */
final class Artifacts {

    private static final String RESOURCE = "artifacts/greeting.txt";

    private Artifacts() {}

    static List<Shape> shapes() {
        return List.of(
                new Shape(
                        "files and folders of the distributed cache",
                        env -> {
                            Path folder = Files.createDirectory(made().resolve("folder"));
                            Files.writeString(
                                    Files.createDirectory(folder.resolve("inner"))
                                            .resolve("file"),
                                    "a folder");
                            env.configure(new Configuration()
                                    .set(
                                            PipelineOptions.CACHED_FILES,
                                            List.of("name:named,path:" + written("named", "a key"))));
                            env.registerCachedFile(written("tool", "a program").toString(), "tool", true);
                            env.registerCachedFile(folder.toUri().toString(), "folder");
                            Numbers.of(env).map(new Reading()).sinkTo(Results.sink());
                            env.execute();
                        },
                        Numbers.lines(number -> number + " a key, a program (true), a folder")),
                new Shape(
                        "JARs that the program adds",
                        env -> {
                            env.configure(new Configuration()
                                    .set(
                                            PipelineOptions.JARS,
                                            List.of(jar("hello").toUri().toString())));
                            Numbers.of(env).map(new Greeting()).sinkTo(Results.sink());
                            env.execute();
                        },
                        Numbers.lines(number -> "hello " + number)),
                new Shape(
                        "class paths that the program adds",
                        env -> {
                            env.configure(new Configuration()
                                    .set(
                                            PipelineOptions.CLASSPATHS,
                                            List.of(jar("welcome").toUri().toString())));
                            Numbers.of(env).map(new Greeting()).sinkTo(Results.sink());
                            env.execute();
                        },
                        Numbers.lines(number -> "welcome " + number)));
    }

    private static Path made() throws IOException {
        return Files.createTempDirectory("artifacts");
    }

    private static Path written(String name, String text) throws IOException {
        return Files.writeString(made().resolve(name), text);
    }

    private static Path jar(String greeting) throws IOException {
        Path jar = made().resolve("greeting.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(RESOURCE));
            out.write(greeting.getBytes(UTF_8));
        }
        return jar;
    }

    /** Adds what it has read when it was opened. */
    private static final class Reading extends RichMapFunction<Long, String> {

        private static final long serialVersionUID = 1L;
        private String read = "";

        @Override
        public void open(OpenContext context) throws Exception {
            DistributedCache cache = getRuntimeContext().getDistributedCache();
            File tool = cache.getFile("tool");
            read = text(cache.getFile("named")) + ", " + text(tool) + " (" + tool.canExecute() + "), "
                    + text(new File(cache.getFile("folder"), "inner/file"));
        }

        @Override
        public String map(Long number) {
            return number + " " + read;
        }

        private static String text(File file) throws IOException {
            return Files.readString(file.toPath());
        }
    }

    /** Finds its greeting on the class path of the job. */
    private static final class Greeting extends RichMapFunction<Long, String> {

        private static final long serialVersionUID = 1L;
        private String greeting = "";

        @Override
        public void open(OpenContext context) throws Exception {
            try (InputStream in = Objects.requireNonNull(
                    Thread.currentThread().getContextClassLoader().getResourceAsStream(RESOURCE))) {
                greeting = new String(in.readAllBytes(), UTF_8);
            }
        }

        @Override
        public String map(Long number) {
            return greeting + " " + number;
        }
    }
}
