package io.yarnflink.launcher.submission;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.security.AccessControlException;

/** What can be said of a savepoint that an application is to start from before anything is uploaded. */
final class RestorePath {

    private static final String METADATA = "_metadata";
    private static final int SHOWN = 5;

    private final Path path;
    private final FileSystem fileSystem;

    private RestorePath(Path path, FileSystem fileSystem) {
        this.path = path;
        this.fileSystem = fileSystem;
    }

    /**
     * Problems in sentences; empty if there are none. A path on another file system than the given one is not judged:
     * local files are the nodes' business, and other stores may not be reached from here.
     */
    static List<String> problems(Path path, FileSystem fileSystem) throws IOException {
        Path qualified = path.makeQualified(fileSystem.getUri(), fileSystem.getWorkingDirectory());
        boolean reachable =
                fileSystem.getUri().getScheme().equals(qualified.toUri().getScheme())
                        && String.valueOf(fileSystem.getUri().getAuthority())
                                .equals(String.valueOf(qualified.toUri().getAuthority()));
        return reachable ? new RestorePath(qualified, fileSystem).look() : List.of();
    }

    private List<String> look() throws IOException {
        try {
            FileStatus status = fileSystem.getFileStatus(path);
            Path metadata = status.isFile() ? path : new Path(path, METADATA);
            if (metadata.getName().equals(METADATA) && fileSystem.exists(metadata)) {
                fileSystem.access(metadata, FsAction.READ);
                return List.of();
            }
            return List.of("Expected a savepoint or a retained checkpoint at " + path
                    + ", found " + (status.isFile() ? "another file" : "a folder with " + children(path))
                    + ": name the folder that holds the file " + METADATA);
        } catch (FileNotFoundException e) {
            return List.of(
                    "Expected a savepoint or a retained checkpoint at " + path + ", found nothing there; " + above());
        } catch (AccessControlException e) {
            return List.of("Expected a savepoint that this user may read at " + path + ", but: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("access is denied"));
        }
    }

    private String above() throws IOException {
        Path parent = path.getParent();
        if (parent == null || !fileSystem.exists(parent)) {
            return parent + " does not exist either";
        }
        return parent + " holds " + children(parent);
    }

    private String children(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        for (FileStatus child : fileSystem.listStatus(folder)) {
            names.add(child.getPath().getName());
        }
        if (names.isEmpty()) {
            return "nothing in it";
        }
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
    }
}
