package io.yarnflink.launcher.history;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.cache.CacheLayout;
import io.yarnflink.launcher.naming.LogicalName;
import io.yarnflink.runtime.log.LogEntry;
import io.yarnflink.runtime.log.LoggedApplication;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logs of one user's applications, read while those that live write them. Thread-safe. */
final class ApplicationLogs {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationLogs.class);
    private static final int LOOKS = 5;

    private final FileSystem fileSystem;
    private final CacheLayout layout;

    ApplicationLogs(FileSystem fileSystem, CacheLayout layout) {
        this.fileSystem = fileSystem;
        this.layout = layout;
    }

    /** Those of a name that have left something, the newest first. */
    List<FormerApplication> of(LogicalName name) throws IOException {
        return in(layout.named(name.value()));
    }

    /** As {@link #of}, by the folder of the name. */
    List<FormerApplication> in(Path folder) throws IOException {
        List<FormerApplication> found = new ArrayList<>();
        for (FileStatus child : children(folder)) {
            if (AppId.isId(child.getPath().getName())) {
                AppId id = new AppId(child.getPath().getName());
                Optional<LoggedApplication> known = read(new Path(child.getPath(), CacheLayout.LOG));
                known.ifPresent(log -> found.add(new FormerApplication(
                        id, child.getPath(), Instant.ofEpochMilli(child.getModificationTime()), log)));
            }
        }
        found.sort(Comparator.comparing(FormerApplication::began)
                .thenComparing(FormerApplication::id)
                .reversed());
        return found;
    }

    /** What the newest entry says that can be read; empty if there is none. */
    private Optional<LoggedApplication> read(Path log) throws IOException {
        for (int look = 1; ; look++) {
            List<Path> entries = entries(log);
            try {
                return newest(entries);
            } catch (FileNotFoundException e) {
                // Newer ones have been written since, and these removed.
                if (look == LOOKS) {
                    throw e;
                }
            }
        }
    }

    private Optional<LoggedApplication> newest(List<Path> entries) throws IOException {
        for (Path entry : entries) {
            try (InputStream in = fileSystem.open(entry)) {
                return Optional.of(LogEntry.decode(in.readAllBytes()).application());
            } catch (IllegalArgumentException e) {
                LOG.warn("{} cannot be read; the entry before it is taken", entry, e);
            }
        }
        return Optional.empty();
    }

    /** The newest first; their names are numbers of one length. */
    private List<Path> entries(Path log) throws IOException {
        List<Path> entries = new ArrayList<>();
        for (FileStatus child : children(log)) {
            String name = child.getPath().getName();
            if (!name.isEmpty() && name.chars().allMatch(Character::isDigit)) {
                entries.add(child.getPath());
            }
        }
        entries.sort(Comparator.reverseOrder());
        return entries;
    }

    private List<FileStatus> children(Path folder) throws IOException {
        try {
            return List.of(fileSystem.listStatus(folder));
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }
}
