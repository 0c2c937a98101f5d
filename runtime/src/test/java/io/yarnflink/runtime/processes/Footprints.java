package io.yarnflink.runtime.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Leaves a file named {@code subtask-attempt} when the first record passes, which proves that the exchange works. */
final class Footprints extends RichMapFunction<Long, Long> {

    private static final long serialVersionUID = 1L;

    private final String folder;
    private transient boolean left;

    Footprints(Path folder) {
        this.folder = folder.toString();
    }

    @Override
    public void open(OpenContext context) {
        left = false;
    }

    @Override
    public Long map(Long value) throws IOException {
        if (!left) {
            left = true;
            var task = getRuntimeContext().getTaskInfo();
            Files.createFile(Path.of(folder, task.getIndexOfThisSubtask() + "-" + task.getAttemptNumber()));
        }
        return value;
    }
}
