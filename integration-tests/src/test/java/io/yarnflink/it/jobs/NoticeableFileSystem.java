package io.yarnflink.it.jobs;

import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;

/** Comes as a plug-in; it says so when somebody wants to use it. */
public final class NoticeableFileSystem implements FileSystemFactory {

    public static final String SCHEME = "noticeable";
    public static final String WORDS = "the plug-in was asked";

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileSystem create(URI place) throws IOException {
        throw new IOException(WORDS);
    }
}
