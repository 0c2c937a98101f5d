package io.yarnflink.state.snapshot;

import io.yarnflink.state.changes.Changes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.SnapshotDirectory;
import org.apache.flink.runtime.state.SnapshotResources;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the task's thread prepares of a snapshot by files.
 *
 * @param folder a consistent copy of the store's files, mostly hard links
 * @param keptLocally whether the copy stays for restarts on this machine
 * @param changes what belongs to the snapshot besides, newer than the files
 * @param meta what is in which column
 * @param reusable files that are on checkpoint storage already, by name
 */
public record PreparedFiles(
        SnapshotDirectory folder,
        boolean keptLocally,
        Changes changes,
        List<StateMetaInfoSnapshot> meta,
        Map<String, StreamStateHandle> reusable)
        implements SnapshotResources {

    private static final Logger LOG = LoggerFactory.getLogger(PreparedFiles.class);

    /** Deletes the copy, unless it was kept for local recovery. */
    @Override
    public void release() {
        changes.release();
        try {
            if (folder.exists()) {
                folder.cleanup();
            }
        } catch (IOException failure) {
            LOG.warn("Could not delete {}; it goes with the store", folder.getDirectory(), failure);
        }
    }
}
