package io.yarnflink.launcher.remote;

import io.yarnflink.launcher.LauncherException;
import io.yarnflink.runtime.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes remote calls on daemon threads, so that a service that never answers cannot hold the caller: Hadoop's clients
 * retry for many minutes on their own. Thread-safe.
 */
public final class RemoteCalls implements AutoCloseable {

    private final ExecutorService threads;
    private final Duration timeout;
    private final Clock clock;

    /**
     * Calls that are given up after a time.
     *
     * @param timeout after which {@link #call} gives up
     * @param contextClassLoader of the threads; Hadoop looks for its configuration files there
     */
    public RemoteCalls(Duration timeout, ClassLoader contextClassLoader, Clock clock) {
        this.timeout = timeout;
        this.clock = clock;
        this.threads = Executors.newCachedThreadPool(runnable -> {
            Thread thread = new Thread(runnable, "cluster-call");
            thread.setDaemon(true);
            thread.setContextClassLoader(contextClassLoader);
            return thread;
        });
    }

    /** An answer that is being waited for. */
    public final class Answer<T> {

        private final Service service;
        private final String what;
        private final Future<T> future;
        private final long started;

        private Answer(Service service, String what, Future<T> future) {
            this.service = service;
            this.what = what;
            this.future = future;
            this.started = clock.monotonicMillis();
        }

        /** Waits for the answer, for what is left of the time. */
        public T get() throws LauncherException, InterruptedException {
            long left = timeout.toMillis() - (clock.monotonicMillis() - started);
            try {
                return future.get(Math.max(0, left), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                future.cancel(true);
                throw RemoteErrors.late(service, what, timeout.toSeconds());
            } catch (ExecutionException e) {
                throw explained(service, what, e);
            }
        }

        /** Waits for the answer however long it takes. */
        public T getUnbounded() throws LauncherException, InterruptedException {
            try {
                return future.get();
            } catch (InterruptedException e) {
                future.cancel(true);
                throw e;
            } catch (ExecutionException e) {
                throw explained(service, what, e);
            }
        }
    }

    /**
     * Starts a call.
     *
     * @param what what is done, for messages: "submitting application_1_1"
     */
    public <T> Answer<T> start(Service service, String what, RemoteCall<T> call) {
        return new Answer<>(service, what, threads.submit(call::call));
    }

    /** Runs something of ours, which may call too, in the background; whoever starts it sees to its end. */
    public void inBackground(Runnable work) {
        threads.execute(work);
    }

    /** Calls, and waits no longer than the timeout. */
    public <T> T call(Service service, String what, RemoteCall<T> call) throws LauncherException, InterruptedException {
        return start(service, what, call).get();
    }

    private static LauncherException explained(Service service, String what, ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof LauncherException known) {
            return known;
        }
        if (cause instanceof RuntimeException defect && !isHadoops(defect)) {
            throw defect;
        }
        return RemoteErrors.explain(service, what, cause);
    }

    /** Hadoop's clients throw some of their failures unchecked; anything else unchecked is a mistake of ours. */
    private static boolean isHadoops(RuntimeException e) {
        return e.getClass().getName().startsWith("org.apache.hadoop.") || e instanceof IllegalArgumentException;
    }

    /** Gives up all calls. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
