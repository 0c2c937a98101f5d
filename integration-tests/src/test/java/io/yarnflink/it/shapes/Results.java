package io.yarnflink.it.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;

/**
 * What the tasks of a program have written: kept here if they run in this JVM, else in files. One program runs at a time.
 */
final class Results {

    private static final Queue<String> LINES = new ConcurrentLinkedQueue<>();

    private static Optional<String> folder = Optional.empty();

    private Results() {}

    /** From now on what reaches sinks goes to files in this folder. */
    static void into(String path) {
        folder = Optional.of(path);
    }

    /** Keeps whatever reaches it, as text. */
    static <T> Sink<T> sink() {
        return folder.isEmpty()
                ? new Keeping<>()
                : FileSink.<T>forRowFormat(new Path(folder.get()), new SimpleStringEncoder<>())
                        .build();
    }

    static void add(Object line) {
        LINES.add(String.valueOf(line));
    }

    static int count() {
        return LINES.size();
    }

    /** What was kept since the last call, in order. */
    static List<String> take() {
        List<String> taken = new ArrayList<>();
        for (String line = LINES.poll(); line != null; line = LINES.poll()) {
            taken.add(line);
        }
        taken.sort(null);
        return taken;
    }

    private static final class Keeping<T> implements Sink<T> {

        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            return new Writer<>();
        }
    }

    private static final class Writer<T> implements SinkWriter<T> {

        @Override
        public void write(T element, Context context) {
            add(element);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
