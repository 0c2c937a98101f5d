package io.yarnflink.runtime.snapshot;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.jspecify.annotations.Nullable;

/**
 * Whether the files that a checkpoint refers to are there, looked up before anything is deployed: a task would find out
 * only when it reads, and the job would restart for ever. Folders with many of the files are listed, which is one call
 * instead of many; nothing is opened.
 */
final class MissingFiles {

    private static final int THREADS = 8;
    private static final int WORTH_LISTING = 4;
    private static final int NAMED = 10;

    private record Wanted(StateFile file, String owner) {}

    private MissingFiles() {}

    /** One sentence for each file that is missing or too short, for the first few of them. Blocks. */
    static List<String> problems(Iterable<OperatorState> states) {
        Map<Path, List<Wanted>> byFolder = new LinkedHashMap<>();
        for (OperatorState state : states) {
            for (StateFile file : StateFile.of(state)) {
                byFolder.computeIfAbsent(file.path().getParent(), folder -> new ArrayList<>())
                        .add(new Wanted(file, OperatorNames.describe(state)));
            }
        }
        List<Callable<List<String>>> lookUps = new ArrayList<>();
        byFolder.forEach((folder, wanted) -> {
            if (wanted.size() >= WORTH_LISTING) {
                lookUps.add(() -> listed(folder, wanted));
            } else {
                wanted.forEach(file -> lookUps.add(() -> lookedUp(file).stream().toList()));
            }
        });
        List<String> problems = lookUps.isEmpty() ? List.of() : all(lookUps);
        if (problems.size() <= NAMED) {
            return problems;
        }
        List<String> some = new ArrayList<>(problems.subList(0, NAMED));
        some.add("and so are " + (problems.size() - NAMED) + " more files");
        return some;
    }

    private static List<String> all(List<Callable<List<String>>> lookUps) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(THREADS, lookUps.size()));
        try {
            List<String> problems = new ArrayList<>();
            for (Future<List<String>> found : pool.invokeAll(lookUps)) {
                problems.addAll(found.get());
            }
            return problems;
        } catch (ExecutionException e) {
            throw new RestoreException(
                    "The files of the checkpoint cannot be looked up (" + Causes.innermost(e) + "). Try again later.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestoreException("Looking up the files of the checkpoint was interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<String> listed(Path folder, List<Wanted> wanted) throws IOException {
        Map<String, FileStatus> found = new HashMap<>();
        try {
            FileStatus[] files = folder.getFileSystem().listStatus(folder);
            for (FileStatus file : files == null ? new FileStatus[0] : files) {
                found.put(file.getPath().getName(), file);
            }
        } catch (FileNotFoundException e) {
            found.clear();
        }
        return wanted.stream()
                .flatMap(file -> problem(file, found.get(file.file().path().getName())).stream())
                .toList();
    }

    private static Optional<String> lookedUp(Wanted wanted) throws IOException {
        Path path = wanted.file().path();
        FileSystem files = path.getFileSystem();
        try {
            return problem(wanted, files.getFileStatus(path));
        } catch (FileNotFoundException e) {
            return problem(wanted, null);
        }
    }

    private static Optional<String> problem(Wanted wanted, @Nullable FileStatus found) {
        StateFile file = wanted.file();
        if (found == null) {
            return Optional.of("the file " + file.path() + " with state of " + wanted.owner() + " is missing");
        }
        if (found.getLen() < file.length()) {
            return Optional.of("the file " + file.path() + " with state of " + wanted.owner() + " has " + found.getLen()
                    + " bytes where at least " + file.length() + " are expected");
        }
        return Optional.empty();
    }
}
