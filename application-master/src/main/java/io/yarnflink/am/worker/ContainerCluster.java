package io.yarnflink.am.worker;

import io.yarnflink.am.outcome.ApplicationOutcome;
import io.yarnflink.runtime.application.WorkerId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The cluster as {@link WorkerLoop} sees it. All methods are called on the loop's thread; {@code start} and {@code stop}
 * return at once, the others may take as long as the ResourceManager takes.
 */
public interface ContainerCluster {

    /** Prepares what can be prepared before the ApplicationMaster's address is known. */
    void open() throws IOException;

    /**
     * Registers the ApplicationMaster.
     *
     * @param address where clients and TaskManagers reach it
     * @return why the cluster can never give containers of the size needed, and what to change; empty if it can
     */
    Optional<String> register(InetSocketAddress address) throws IOException;

    /** Containers that an earlier attempt has left running; known once this one has registered. */
    List<Allocation> inherited();

    /**
     * One heartbeat.
     *
     * @param outstanding how many containers are wanted beyond those that were allocated and not released
     * @throws ApplicationDisownedException if the ResourceManager wants this ApplicationMaster to stop
     * @throws ContainersRefusedException if the ResourceManager gives no containers like those that are wanted
     * @throws IOException if it went wrong for now; the next one repeats what this one had to say
     */
    Heartbeat heartbeat(int outstanding) throws IOException, ApplicationDisownedException, ContainersRefusedException;

    /** Starts the process of an allocated container; {@code listener} hears of it later, on any thread. */
    void start(WorkerId worker, StartListener listener);

    /** Ends the container's process at once, if it still runs; {@code onFailure} is run later, on any thread. */
    void stop(WorkerId worker, Runnable onFailure);

    /** Gives a container back with the next heartbeat. */
    void release(WorkerId worker);

    /** From the next heartbeat on, no containers on {@code hosts}; again containers on {@code trustedAgain}. */
    void avoid(Set<String> hosts, Set<String> trustedAgain);

    /** Waits until all that {@link #stop} was called for has been told to its NodeManagers, then unregisters. */
    void unregister(ApplicationOutcome outcome) throws IOException;

    /** Frees threads and connections. */
    void close();

    /**
     * What a heartbeat brought.
     *
     * @param allocated containers that are ours from now on
     * @param completed containers that have ended
     * @param nodes how many nodes the cluster has
     */
    record Heartbeat(List<Allocation> allocated, List<Completion> completed, int nodes) {}

    /** A container that is ours, the host it is on, and the port of its NodeManager there. */
    record Allocation(WorkerId worker, String host, int port) {}

    /** A container that has ended. */
    record Completion(WorkerId worker, ContainerEnd end) {}

    /** Hears how a start went. */
    interface StartListener {
        void started(WorkerId worker);

        void failed(WorkerId worker, String reason);
    }
}
