package io.yarnflink.it.jobs;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.cache.DistributedCache;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Hands its tasks a file that was shipped, a file and a folder that {@code main()} makes, and a JAR. Each attempt of a task
 * notes what it has got, in a file of its own, and goes on until somebody ends it. Arguments: the folder for notes, the name
 * of a shipped file, the name of a shipped JAR, a class in it.
 */
public final class CacheNotingJob extends RichMapFunction<Long, Long> {

    private static final long PAUSE_MILLIS = 10;

    private final String notes;
    private final String extraClass;

    private CacheNotingJob(String notes, String extraClass) {
        this.notes = notes;
        this.extraClass = extraClass;
    }

    public static void main(String[] arguments) throws Exception {
        Path made = Files.writeString(Path.of("made.txt"), System.getenv("CONTAINER_ID"));
        Path folder = Files.createDirectories(Path.of("packed/inner"));
        Files.writeString(folder.resolve("leaf.txt"), "leaf");
        Configuration configuration = new Configuration();
        configuration.set(
                PipelineOptions.JARS,
                List.of(Path.of(arguments[2]).toAbsolutePath().toUri().toString()));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.registerCachedFile(made.toString(), "made");
        env.registerCachedFile("packed", "packed");
        env.registerCachedFile(arguments[1], "shipped");
        env.fromSequence(0, Long.MAX_VALUE - 1)
                .map(new CacheNotingJob(arguments[0], arguments[3]))
                .sinkTo(new DiscardingSink<>());
        env.execute("noting");
    }

    @Override
    public void open(OpenContext context) throws Exception {
        DistributedCache cache = getRuntimeContext().getDistributedCache();
        String note = String.join(
                " ",
                Integer.toString(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask()),
                Files.readString(cache.getFile("made").toPath()),
                Files.readString(cache.getFile("packed").toPath().resolve("inner/leaf.txt")),
                Files.readString(cache.getFile("shipped").toPath()),
                Class.forName(extraClass, false, getRuntimeContext().getUserCodeClassLoader())
                        .getSimpleName());
        // It is seen when it is whole.
        String name = UUID.randomUUID().toString();
        var hidden = new org.apache.flink.core.fs.Path(notes, "." + name);
        FileSystem files = hidden.getFileSystem();
        try (OutputStream out = files.create(hidden, FileSystem.WriteMode.NO_OVERWRITE)) {
            out.write((note + "\n").getBytes(StandardCharsets.UTF_8));
        }
        files.rename(hidden, new org.apache.flink.core.fs.Path(notes, name));
    }

    @Override
    public Long map(Long value) throws Exception {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        return value;
    }
}
