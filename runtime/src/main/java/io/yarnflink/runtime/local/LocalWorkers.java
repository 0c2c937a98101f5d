package io.yarnflink.runtime.local;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.jobmanager.WorkerProvider;
import io.yarnflink.runtime.taskmanager.TaskManager;
import io.yarnflink.runtime.taskmanager.TaskManagerEnd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.flink.util.concurrent.FutureUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TaskManagers in this JVM. Calls come from the JobManager's event loop and are carried out on a thread of its own. */
final class LocalWorkers implements WorkerProvider, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalWorkers.class);

    private final Function<WorkerId, TaskManager> starter;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread created = new Thread(work, "local workers");
        created.setDaemon(true);
        return created;
    });

    private final CompletableFuture<BiConsumer<WorkerId, String>> onFailure = new CompletableFuture<>();

    /** Written and read by {@link #thread}. */
    private final Map<WorkerId, TaskManager> running = new LinkedHashMap<>();

    /** Written and read by {@link #thread}. */
    private int started;

    /** Written and read by {@link #thread}. */
    private int target;

    /** @param starter starts the TaskManager with the given id */
    LocalWorkers(Function<WorkerId, TaskManager> starter) {
        this.starter = starter;
    }

    @Override
    public void setTarget(int workers) {
        execute(() -> {
            target = workers;
            startMissing();
        });
    }

    private void startMissing() {
        while (running.size() < target) {
            started++;
            WorkerId id = new WorkerId("local-" + started);
            running.put(id, start(id));
        }
    }

    private TaskManager start(WorkerId id) {
        TaskManager taskManager = starter.apply(id);
        FutureUtils.assertNoException(taskManager.termination().thenAccept(end -> {
            if (end.exitCode() != TaskManagerEnd.DONE) {
                onFailure.join().accept(id, end.reason());
            }
        }));
        return taskManager;
    }

    /** Who is told, on any thread, that a worker ended though nobody asked it to. */
    void onFailure(BiConsumer<WorkerId, String> listener) {
        onFailure.complete(listener);
    }

    @Override
    public void release(WorkerId worker, String reason) {
        execute(() -> {
            stop(worker);
            startMissing();
        });
    }

    private void execute(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("Dropped what came after the end", e);
        }
    }

    /** Lets a worker crash; the JobManager notices that its connection breaks. */
    void kill(WorkerId worker) {
        execute(() -> {
            TaskManager taskManager = running.remove(worker);
            if (taskManager != null) {
                taskManager.crash();
            }
        });
    }

    /** Those that were started and neither released nor killed, in the order of their starts. */
    CompletableFuture<List<WorkerId>> running() {
        CompletableFuture<List<WorkerId>> all = new CompletableFuture<>();
        execute(() -> all.complete(List.copyOf(running.keySet())));
        return all;
    }

    private void stop(WorkerId worker) {
        TaskManager taskManager = running.remove(worker);
        if (taskManager != null) {
            closeQuietly(taskManager);
        }
    }

    private static void closeQuietly(TaskManager taskManager) {
        try {
            taskManager.close();
        } catch (RuntimeException e) {
            LOG.warn("Stopping a TaskManager failed", e);
        }
    }

    /** Stops all workers. Returns when they have stopped. */
    @Override
    public void close() {
        execute(() -> {
            List<TaskManager> all = new ArrayList<>(running.values());
            running.clear();
            all.forEach(LocalWorkers::closeQuietly);
            all.forEach(taskManager -> taskManager.termination().join());
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("Local TaskManagers have not stopped within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
