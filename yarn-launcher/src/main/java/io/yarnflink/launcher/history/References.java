package io.yarnflink.launcher.history;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which files checkpoints refer to. Flink's metadata holds the paths of all files that do not lie in the checkpoint's own
 * folder as they are, so a path that occurs in no metadata is one that nobody needs. What occurs by chance is kept.
 */
final class References {

    private final List<String> metadata = new ArrayList<>();

    /** Takes in the metadata of a checkpoint that stays; no matter if it has gone. */
    void add(FileSystem fileSystem, Path checkpoint) throws IOException {
        try (InputStream in = fileSystem.open(new Path(checkpoint, StoredState.METADATA))) {
            metadata.add(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (FileNotFoundException e) {
            // Nothing can be started from it, so it needs nothing.
        }
    }

    /** Whether some checkpoint refers to something in a folder. */
    boolean leadInto(Path folder) {
        return contain(folder.toUri().getPath() + Path.SEPARATOR);
    }

    /** Whether some checkpoint may refer to a file; its name tells it from all others. */
    boolean mayLeadTo(String name) {
        return contain(name);
    }

    private boolean contain(String text) {
        String wanted = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return metadata.stream().anyMatch(content -> content.contains(wanted));
    }
}
