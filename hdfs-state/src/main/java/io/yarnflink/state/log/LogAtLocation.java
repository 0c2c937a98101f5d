package io.yarnflink.state.log;

import io.yarnflink.runtime.log.NumberedLog;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** A log that opens its file system when it is needed. Thread-safe; its lock guards the opening. */
final class LogAtLocation implements NumberedLog {

    private final Path folder;
    private @Nullable HdfsLog opened;

    LogAtLocation(Path folder) {
        this.folder = folder;
    }

    private synchronized HdfsLog log() throws IOException {
        HdfsLog known = opened;
        if (known == null) {
            Configuration configuration = new Configuration();
            configuration.setBoolean("fs.automatic.close", false);
            known = new HdfsLog(FileSystem.newInstance(folder.toUri(), configuration), folder);
            opened = known;
        }
        return known;
    }

    @Override
    public void prepare() throws IOException {
        log().prepare();
    }

    @Override
    public List<Long> numbers() throws IOException {
        return log().numbers();
    }

    @Override
    public byte[] read(long number) throws IOException {
        return log().read(number);
    }

    @Override
    public boolean tryAppend(long number, byte[] entry) throws IOException {
        return log().tryAppend(number, entry);
    }

    @Override
    public void remove(List<Long> numbers) throws IOException {
        log().remove(numbers);
    }
}
