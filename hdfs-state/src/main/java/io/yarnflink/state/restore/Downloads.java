package io.yarnflink.state.restore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalLocalKeyedStateHandle;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;

/** Brings the files of snapshots into local folders: from checkpoint storage several at a time, or by linking. */
final class Downloads {

    private static final int CHUNK = 64 * 1024;

    private final ExecutorService threads;

    /** @param threads where copying happens; not closed here */
    Downloads(ExecutorService threads) {
        this.threads = threads;
    }

    /**
     * A snapshot and the folder, which is made, where its files are wanted.
     *
     * @param handle by files, remote or local
     */
    record Wanted(org.apache.flink.runtime.state.IncrementalKeyedStateHandle handle, Path folder) {}

    /** Returns when all files of all snapshots are there. */
    void fetch(List<Wanted> all, CloseableRegistry cancelled) throws IOException {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (Wanted wanted : all) {
            Files.createDirectories(wanted.folder);
            if (wanted.handle instanceof IncrementalRemoteKeyedStateHandle remote) {
                for (HandleAndLocalPath file : files(remote)) {
                    running.add(CompletableFuture.runAsync(() -> copy(file, wanted.folder, cancelled), threads));
                }
            } else if (wanted.handle instanceof IncrementalLocalKeyedStateHandle local) {
                Path copy = local.getDirectoryStateHandle().getDirectory();
                requireWhole(copy, local.getSharedStateHandles());
                link(copy, wanted.folder);
            } else {
                throw new IOException("Expected a snapshot by files, found " + wanted.handle);
            }
        }
        try {
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new IOException("Could not bring state from checkpoint storage: " + cause.getMessage(), cause);
        }
    }

    /** A machine that stopped may have kept a file's name and not its end: sizes are those on checkpoint storage. */
    private static void requireWhole(Path copy, List<HandleAndLocalPath> files) throws IOException {
        for (HandleAndLocalPath file : files) {
            Path local = copy.resolve(file.getLocalPath());
            long size = Files.isRegularFile(local) ? Files.size(local) : -1;
            if (size != file.getStateSize()) {
                throw new IOException("Expected " + file.getStateSize() + " bytes in " + local + ", found "
                        + (size < 0 ? "no such file" : String.valueOf(size)));
            }
        }
    }

    private static List<HandleAndLocalPath> files(IncrementalRemoteKeyedStateHandle handle) {
        List<HandleAndLocalPath> files = new ArrayList<>(handle.getSharedState());
        files.addAll(handle.getPrivateState());
        return files;
    }

    private static void copy(HandleAndLocalPath file, Path folder, CloseableRegistry cancelled) {
        Path target = folder.resolve(file.getLocalPath());
        try (FSDataInputStream input = file.getHandle().openInputStream();
                OutputStream output = Files.newOutputStream(target)) {
            cancelled.registerCloseable(input);
            transfer(input, output);
            cancelled.unregisterCloseable(input);
        } catch (IOException failure) {
            throw new CompletionException(
                    new IOException(file + " to " + target + ": " + failure.getMessage(), failure));
        }
    }

    private static void transfer(InputStream input, OutputStream output) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = input.read(chunk); read >= 0; read = input.read(chunk)) {
            output.write(chunk, 0, read);
        }
    }

    /** Tables never change and can be shared with the copy; RocksDB goes on writing the others. */
    private static void link(Path source, Path folder) throws IOException {
        try (var files = Files.list(source)) {
            for (Path file : files.toList()) {
                Path target = folder.resolve(file.getFileName().toString());
                if (file.toString().endsWith(".sst")) {
                    linkOrCopy(file, target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void linkOrCopy(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (IOException | UnsupportedOperationException otherDisk) {
            Files.copy(file, target);
        }
    }
}
