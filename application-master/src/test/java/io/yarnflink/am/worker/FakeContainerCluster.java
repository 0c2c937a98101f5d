package io.yarnflink.am.worker;

import io.yarnflink.am.outcome.ApplicationOutcome;
import io.yarnflink.runtime.application.WorkerId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A cluster in memory: what the test leaves is delivered with the next heartbeat, what is done is written down. */
class FakeContainerCluster implements ContainerCluster {

    final List<String> done = new CopyOnWriteArrayList<>();
    final AtomicInteger asked = new AtomicInteger(-1);
    final ConcurrentLinkedQueue<Allocation> toAllocate = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Allocation> inherited = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Completion> toComplete = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Exception> toThrow = new ConcurrentLinkedQueue<>();
    volatile Optional<String> misfit = Optional.empty();
    volatile int nodes = 1;
    private volatile @Nullable StartListener starts;

    /** Hears how starts went; there must have been one. */
    StartListener starts() {
        return Objects.requireNonNull(starts, "nothing was started");
    }

    @Override
    public void open() {
        done.add("open");
    }

    @Override
    public Optional<String> register(InetSocketAddress address) {
        done.add("register " + address.getPort());
        return misfit;
    }

    @Override
    public List<Allocation> inherited() {
        return List.copyOf(inherited);
    }

    @Override
    public Heartbeat heartbeat(int outstanding)
            throws IOException, ApplicationDisownedException, ContainersRefusedException {
        Exception failure = toThrow.poll();
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof ApplicationDisownedException disowned) {
            throw disowned;
        }
        if (failure instanceof ContainersRefusedException refused) {
            throw refused;
        }
        if (failure instanceof RuntimeException runtime) {
            throw runtime;
        }
        asked.set(outstanding);
        return new Heartbeat(drain(toAllocate), drain(toComplete), nodes);
    }

    private static <T> List<T> drain(ConcurrentLinkedQueue<T> queue) {
        List<T> all = new ArrayList<>();
        for (T next = queue.poll(); next != null; next = queue.poll()) {
            all.add(next);
        }
        return all;
    }

    @Override
    public void start(WorkerId worker, StartListener listener) {
        starts = listener;
        done.add("start " + worker);
    }

    @Override
    public void stop(WorkerId worker, Runnable onFailure) {
        done.add("stop " + worker);
    }

    @Override
    public void release(WorkerId worker) {
        done.add("release " + worker);
    }

    @Override
    public void avoid(Set<String> hosts, Set<String> trustedAgain) {
        done.add("avoid " + hosts + ", trust " + trustedAgain);
    }

    @Override
    public void unregister(ApplicationOutcome outcome) {
        done.add("unregister " + outcome.phase());
    }

    @Override
    public void close() {
        done.add("close");
    }
}
