package io.yarnflink.it.ledger;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy;

/**
 * Two sources, running sums with timers and a broadcast state, a state that each subtask shows to all, and files. It ends
 * by itself when all entries have been booked. Checkpoints and restarts are the configuration's business.
 */
public final class LedgerJob {

    /** Name of the bookkeeping operator, as errors and metadata tell it. */
    public static final String BOOKS = "books";

    private static final int MAX_PARALLELISM = 64;
    /** Files stay open across checkpoints, so that they have to be cut after a failure. */
    private static final Duration ROLLOVER = Duration.ofSeconds(2);

    private LedgerJob() {}

    public static void main(String[] arguments) throws Exception {
        LedgerOptions options = LedgerOptions.parse(arguments);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        toFiles(lines(env, options), options.output());
        env.execute("ledger");
    }

    /** Defines the job up to what is written. */
    public static DataStream<String> lines(StreamExecutionEnvironment env, LedgerOptions options) {
        env.setMaxParallelism(MAX_PARALLELISM);
        DataStream<Entry> asked = env.fromSource(
                        new EntrySource(options.asked(), options.hold()),
                        WatermarkStrategy.forMonotonousTimestamps(),
                        "asked")
                .uid("asked");
        DataStream<Entry> listed = listed(env, options)
                .assignTimestampsAndWatermarks(WatermarkStrategy.forMonotonousTimestamps())
                .uid("listed-watermarks");
        Volume versions =
                new Volume(0, 1, 1, options.versions(), 1 + options.volume().rate() / 10);
        DataStream<Entry> latest = env.fromSource(
                        new EntrySource(versions, Hold.NONE),
                        WatermarkStrategy.<Entry>forMonotonousTimestamps()
                                .withTimestampAssigner((entry, given) -> Long.MAX_VALUE - 1),
                        "versions")
                .uid("versions")
                .setParallelism(1);
        return asked.map(new Stumble(options.failAt()))
                .uid("stumble")
                .union(listed)
                .keyBy(entry -> entry.key)
                .connect(latest.broadcast(Bookkeeper.VERSIONS))
                .process(new Bookkeeper())
                .returns(Types.STRING)
                .uid(BOOKS)
                .name(BOOKS)
                .map(new Witness())
                .uid("witness");
    }

    @SuppressWarnings("deprecation") // users have such sources
    private static DataStream<Entry> listed(StreamExecutionEnvironment env, LedgerOptions options) {
        return env.addSource(new ListedSource(options.listed(), options.hold()), "listed", Types.POJO(Entry.class))
                .uid("listed");
    }

    /** Writes the lines to files, each of which becomes visible when a checkpoint has confirmed it. */
    public static void toFiles(DataStream<String> lines, String folder) {
        FileSink<String> sink = FileSink.forRowFormat(new Path(folder), new SimpleStringEncoder<String>())
                .withRollingPolicy(DefaultRollingPolicy.builder()
                        .withRolloverInterval(ROLLOVER)
                        .withInactivityInterval(ROLLOVER)
                        .withMaxPartSize(MemorySize.ofMebiBytes(1))
                        .build())
                .withBucketCheckInterval(ROLLOVER.toMillis() / 4)
                .build();
        lines.sinkTo(sink).uid("files").name("files");
    }
}
