package io.yarnflink.state.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Copies files to checkpoint storage, several at a time. Storage keeps small ones inside the checkpoint's metadata, as it
 * is configured to ({@code execution.checkpointing.data-inline-threshold}).
 */
public final class Uploads {

    private static final int CHUNK = 64 * 1024;

    private final ExecutorService threads;

    /** @param threads where copying happens; not closed here */
    public Uploads(ExecutorService threads) {
        this.threads = threads;
    }

    /**
     * Where the files of a snapshot go.
     *
     * @param storage of the checkpoint
     * @param cancelled closing it interrupts the copying
     * @param leftovers closing it deletes what was uploaded
     */
    record Target(CheckpointStreamFactory storage, CloseableRegistry cancelled, CloseableRegistry leftovers) {}

    /** Copying that has begun. */
    record Begun(List<CompletableFuture<HandleAndLocalPath>> files) {

        /**
         * The handles of all files, in the order of the files.
         *
         * @throws Exception if one could not be copied; others then may still be under way
         */
        List<HandleAndLocalPath> await() throws Exception {
            try {
                CompletableFuture.allOf(files.toArray(CompletableFuture[]::new)).join();
            } catch (CompletionException | CancellationException failure) {
                if (failure.getCause() instanceof Exception cause) {
                    throw cause;
                }
                throw failure;
            }
            return files.stream().map(CompletableFuture::join).toList();
        }
    }

    /** Begins to copy {@code files}. */
    Begun begin(List<Path> files, CheckpointedStateScope scope, Target target) {
        return new Begun(files.stream()
                .map(file -> CompletableFuture.supplyAsync(() -> uploadOne(file, scope, target), threads))
                .toList());
    }

    private static HandleAndLocalPath uploadOne(Path file, CheckpointedStateScope scope, Target target) {
        try {
            StreamStateHandle handle = copy(file, target.storage, scope, target.cancelled);
            target.leftovers.registerCloseable(() -> discard(handle));
            return HandleAndLocalPath.of(handle, file.getFileName().toString());
        } catch (Exception failure) {
            throw new CompletionException(new IOException(
                    "Could not upload " + file + " to checkpoint storage: " + failure.getMessage(), failure));
        }
    }

    private static void discard(StreamStateHandle handle) throws IOException {
        try {
            handle.discardState();
        } catch (Exception failure) {
            throw new IOException("Could not delete " + handle, failure);
        }
    }

    private static StreamStateHandle copy(
            Path file, CheckpointStreamFactory storage, CheckpointedStateScope scope, CloseableRegistry cancelled)
            throws IOException {
        CheckpointStateOutputStream output = null;
        try (InputStream input = Files.newInputStream(file)) {
            output = storage.createCheckpointStateOutputStream(scope);
            cancelled.registerCloseable(output);
            byte[] chunk = new byte[CHUNK];
            for (int read = input.read(chunk); read >= 0; read = input.read(chunk)) {
                output.write(chunk, 0, read);
            }
            return finish(output, cancelled);
        } finally {
            closeIfOpen(output, cancelled);
        }
    }

    private static StreamStateHandle finish(CheckpointStateOutputStream output, CloseableRegistry cancelled)
            throws IOException {
        if (!cancelled.unregisterCloseable(output)) {
            throw new IOException("The checkpoint was given up");
        }
        @Nullable StreamStateHandle handle = output.closeAndGetHandle();
        if (handle == null) {
            throw new IOException("Checkpoint storage kept nothing of a file that is not empty");
        }
        return handle;
    }

    private static void closeIfOpen(@Nullable CheckpointStateOutputStream output, CloseableRegistry cancelled) {
        if (output != null && cancelled.unregisterCloseable(output)) {
            IOUtils.closeQuietly(output);
        }
    }
}
