package io.yarnflink.am.startup;

import io.yarnflink.runtime.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps that a process has taken to start, so that they can be taken back in reverse order. Used by one thread.
 *
 * <p>When a step fails, the steps before it are still taken back by {@link #close}.
 */
public final class Startup implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    private final Clock clock;
    private final Deque<Taken> taken = new ArrayDeque<>();

    public Startup(Clock clock) {
        this.clock = clock;
    }

    private record Taken(String name, Reversal reversal) {}

    /** How a step is taken back. */
    public interface Reversal {
        void run() throws Exception;
    }

    /** How the result of a step is taken back. */
    public interface ReversalOf<T> {
        void run(T result) throws Exception;
    }

    /** Takes a step that leaves nothing to take back. */
    public <T> T step(String name, Callable<T> action) throws StartupException {
        return step(name, action, result -> {});
    }

    /**
     * Takes a step.
     *
     * @param name completes "could not ..." in messages
     * @param action what is done; its result is handed on
     * @param reversal takes the result back when the process ends
     * @throws StartupException if the action fails, naming the step
     */
    public <T> T step(String name, Callable<T> action, ReversalOf<T> reversal) throws StartupException {
        long start = clock.monotonicMillis();
        T result;
        try {
            result = action.call();
        } catch (Exception | LinkageError e) {
            throw new StartupException(name, e);
        }
        taken.push(new Taken(name, () -> reversal.run(result)));
        LOG.info("Start-up: {} ({} ms)", name, clock.monotonicMillis() - start);
        return result;
    }

    /** Takes the steps back, the last one first, all of them even if some fail. */
    @Override
    public void close() {
        while (!taken.isEmpty()) {
            Taken step = taken.pop();
            try {
                step.reversal().run();
            } catch (Exception | Error e) {
                LOG.warn("Could not take back the step '{}'; going on with the others", step.name(), e);
            }
        }
    }
}
