package io.yarnflink.state.restore;

import io.yarnflink.state.snapshot.UploadedFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.util.StateMigrationException;

/** Decides by the kind of the handles how a backend begins. */
public final class Restore {

    private Restore() {}

    /**
     * Opens a store with what {@code handles} hold of the wanted key groups; a new one if there are none.
     *
     * @param threads for downloads, and what need not be done one after the other
     * @throws StateMigrationException if keys cannot be read any more
     * @throws IOException if state could not be read
     */
    public static <K> Restored run(
            RestoreContext<K> context, ExecutorService threads, Collection<KeyedStateHandle> handles)
            throws IOException, StateMigrationException {
        if (handles.isEmpty()) {
            return new Restored(context.openStore(), UUID.randomUUID(), new UploadedFiles());
        }
        if (!(handles.iterator().next() instanceof IncrementalKeyedStateHandle)) {
            return new CanonicalRestore<>(context).restore(handles);
        }
        List<IncrementalKeyedStateHandle> byFiles = new ArrayList<>();
        for (KeyedStateHandle handle : handles) {
            if (!(handle instanceof IncrementalKeyedStateHandle incremental)) {
                throw new IOException("Expected only snapshots by files beside the first one, found " + handle);
            }
            byFiles.add(incremental);
        }
        return new FilesRestore<>(context, threads).restore(byFiles);
    }
}
