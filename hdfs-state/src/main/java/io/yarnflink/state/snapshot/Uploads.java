package io.yarnflink.state.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
     * Copies {@code files} and returns their handles in the same order. If one fails, all are given up, and those that
     * were complete are deleted through {@code leftovers}.
     *
     * @param cancelled closing it interrupts the copying
     * @param leftovers closing it deletes what was uploaded
     */
    List<HandleAndLocalPath> upload(
            List<Path> files,
            CheckpointStreamFactory storage,
            CheckpointedStateScope scope,
            CloseableRegistry cancelled,
            CloseableRegistry leftovers)
            throws Exception {
        List<CompletableFuture<HandleAndLocalPath>> running = new ArrayList<>();
        for (Path file : files) {
            running.add(CompletableFuture.supplyAsync(
                    () -> uploadOne(file, storage, scope, cancelled, leftovers), threads));
        }
        try {
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException | CancellationException failure) {
            if (failure.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failure;
        }
        return running.stream().map(CompletableFuture::join).toList();
    }

    private static HandleAndLocalPath uploadOne(
            Path file,
            CheckpointStreamFactory storage,
            CheckpointedStateScope scope,
            CloseableRegistry cancelled,
            CloseableRegistry leftovers) {
        try {
            StreamStateHandle handle = copy(file, storage, scope, cancelled);
            leftovers.registerCloseable(() -> discard(handle));
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
