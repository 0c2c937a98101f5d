package io.yarnflink.it.jobs;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Looks around in its containers, in {@code main()} and in its tasks, and fails if something is not as the arguments say:
 * {@code file=PATH=TEXT}, {@code env=NAME=VALUE}, {@code class=NAME}, {@code resource=NAME}, {@code log=NAME},
 * {@code scheme=NAME=WORDS}, {@code cache=PATH=TEXT} for a file that {@code main()} registers for the distributed cache.
 * Counts in {@code looked} what it has found.
 */
public final class LookingJob extends RichMapFunction<Long, Long> {

    /** A counter. */
    public static final String LOOKED = "looked";

    private static final String CACHE = "cache";

    private final String[] expected;

    private LookingJob(String[] expected) {
        this.expected = expected.clone();
    }

    @Override
    public Long map(Long value) throws Exception {
        look("task", expected);
        for (String one : expected) {
            List<String> parts = List.of(one.split("=", 3));
            if (parts.get(0).equals(CACHE)) {
                Path file = getRuntimeContext()
                        .getDistributedCache()
                        .getFile(parts.get(1))
                        .toPath();
                require("task", one, Files.readString(file), parts.get(2));
            }
        }
        getRuntimeContext().getMetricGroup().counter(LOOKED).inc(expected.length);
        return value;
    }

    public static void main(String[] arguments) throws Exception {
        look("main()", arguments);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        for (String one : arguments) {
            List<String> parts = List.of(one.split("=", 3));
            if (parts.get(0).equals(CACHE)) {
                env.registerCachedFile(parts.get(1), parts.get(1));
            }
        }
        env.fromSequence(1, 1).map(new LookingJob(arguments)).sinkTo(new DiscardingSink<>());
        env.execute("looking");
    }

    private static void look(String where, String[] expected) throws Exception {
        for (String one : expected) {
            List<String> parts = List.of(one.split("=", 3));
            String name = parts.get(1);
            Object found = switch (parts.get(0)) {
                case "file" -> Files.readString(Path.of(name)).strip();
                case "env" -> System.getenv(name);
                case "class" -> Class.forName(name, false, loader()).getName();
                case "resource" -> loader().getResource(name) == null ? "nothing" : name;
                case "log" -> Files.exists(Path.of(System.getProperty("yarnflink.log.dir"), name)) ? name : "nothing";
                case "scheme" -> open(name);
                case CACHE -> parts.get(2);
                default -> throw new IllegalArgumentException(one);
            };
            String wanted = parts.get(parts.size() - 1);
            require(where, one, found, wanted);
        }
    }

    private static void require(String where, String one, Object found, String wanted) {
        if (!Objects.equals(found, wanted)) {
            throw new IllegalStateException(where + " expected " + one + ", found " + found);
        }
    }

    private static ClassLoader loader() {
        return Thread.currentThread().getContextClassLoader();
    }

    private static String open(String scheme) {
        try {
            return String.valueOf(FileSystem.getUnguardedFileSystem(URI.create(scheme + ":///")));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
