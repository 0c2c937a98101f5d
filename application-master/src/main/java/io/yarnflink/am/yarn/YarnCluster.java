package io.yarnflink.am.yarn;

import io.yarnflink.am.outcome.ApplicationOutcome;
import io.yarnflink.am.worker.ApplicationDisownedException;
import io.yarnflink.am.worker.ContainerCluster;
import io.yarnflink.am.worker.ContainerEnd;
import io.yarnflink.am.worker.ContainersRefusedException;
import io.yarnflink.runtime.application.ShippedFile;
import io.yarnflink.runtime.application.WorkerId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.security.Credentials;
import org.apache.hadoop.security.token.SecretManager;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateResponse;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterResponse;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.AMRMClient;
import org.apache.hadoop.yarn.client.api.AMRMClient.ContainerRequest;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.ApplicationAttemptNotFoundException;
import org.apache.hadoop.yarn.exceptions.InvalidResourceRequestException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.jspecify.annotations.Nullable;

/**
 * {@link ContainerCluster} on YARN. The ResourceManager's client re-registers by itself after a restart or failover of
 * the ResourceManager and repeats what is outstanding; containers that come twice then are given back.
 */
public final class YarnCluster implements ContainerCluster {

    private static final Priority PRIORITY = Priority.newInstance(1);

    private final Function<InetSocketAddress, TaskManagerContainer> containerFor;
    private final List<ShippedFile> files;
    private final Credentials credentials;
    private final AMRMClient<ContainerRequest> resourceManager = AMRMClient.createAMRMClient();
    private final Deque<ContainerRequest> requests = new ArrayDeque<>();
    private final Map<WorkerId, Container> containers = new HashMap<>();
    private @Nullable NodeManagers nodeManagers;
    private @Nullable Registration registration;
    private List<Allocation> inherited = List.of();

    /** What is known once the JobManager's address is. */
    private record Registration(TaskManagerContainer container, Resource size, ContainerLaunchContext context) {}

    /**
     * @param containerFor what TaskManagers' containers are given, once the JobManager's address is known
     * @param files what is put into their working folders
     * @param credentials the ApplicationMaster's own
     */
    public YarnCluster(
            Function<InetSocketAddress, TaskManagerContainer> containerFor,
            List<ShippedFile> files,
            Credentials credentials) {
        this.containerFor = containerFor;
        this.files = List.copyOf(files);
        this.credentials = credentials;
    }

    @Override
    public void open() {
        YarnConfiguration configuration = MasterSettings.read();
        resourceManager.init(configuration);
        resourceManager.start();
        nodeManagers = new NodeManagers(configuration);
    }

    @Override
    public Optional<String> register(InetSocketAddress address) throws IOException {
        TaskManagerContainer container = containerFor.apply(address);
        Resource size = Resource.newInstance(container.megabytes(), container.vcores());
        ContainerLaunchContext context = LaunchContexts.of(container, files, credentials);
        registration = new Registration(container, size, context);
        try {
            RegisterApplicationMasterResponse answer =
                    resourceManager.registerApplicationMaster(address.getHostString(), address.getPort(), "");
            inherited = allocations(answer.getContainersFromPreviousAttempts());
            return misfit(container, answer.getMaximumResourceCapability());
        } catch (YarnException e) {
            throw new IOException("The ResourceManager refused to register the ApplicationMaster", e);
        }
    }

    private static Optional<String> misfit(TaskManagerContainer container, Resource largest) {
        if (container.megabytes() > largest.getMemorySize()) {
            return Optional.of("a TaskManager needs a container of " + container.megabytes()
                    + " MB, but this cluster gives at most " + largest.getMemorySize()
                    + " MB: lower taskmanager.memory.process.size, or raise yarn.scheduler.maximum-allocation-mb");
        }
        if (container.vcores() > largest.getVirtualCores()) {
            return Optional.of("a TaskManager needs a container of " + container.vcores()
                    + " virtual cores, but this cluster gives at most " + largest.getVirtualCores()
                    + ": lower yarn.containers.vcores or taskmanager.numberOfTaskSlots, or raise"
                    + " yarn.scheduler.maximum-allocation-vcores");
        }
        return Optional.empty();
    }

    @Override
    public List<Allocation> inherited() {
        return inherited;
    }

    @Override
    public Heartbeat heartbeat(int outstanding)
            throws IOException, ApplicationDisownedException, ContainersRefusedException {
        askFor(outstanding);
        AllocateResponse answer;
        try {
            answer = resourceManager.allocate(0f);
        } catch (ApplicationAttemptNotFoundException | SecretManager.InvalidToken e) {
            // Its token is gone with it, so a new connection is refused before anybody looks for the attempt.
            throw new ApplicationDisownedException("the ResourceManager does not know this attempt any more", e);
        } catch (InvalidResourceRequestException e) {
            throw new ContainersRefusedException(String.valueOf(e.getMessage()), e);
        } catch (YarnException e) {
            throw new IOException("The ResourceManager did not accept a heartbeat", e);
        }
        return new Heartbeat(
                allocations(answer.getAllocatedContainers()),
                completions(answer.getCompletedContainersStatuses()),
                answer.getNumClusterNodes());
    }

    /** Requests are told to the ResourceManager as a number, so that only the difference changes anything. */
    private void askFor(int outstanding) {
        while (requests.size() > outstanding) {
            resourceManager.removeContainerRequest(requests.removeLast());
        }
        while (requests.size() < outstanding) {
            ContainerRequest request = request(registered());
            requests.addLast(request);
            resourceManager.addContainerRequest(request);
        }
    }

    private static ContainerRequest request(Registration registration) {
        return new ContainerRequest(
                registration.size(),
                null,
                null,
                PRIORITY,
                true,
                registration.container().nodeLabel().orElse(null));
    }

    private List<Allocation> allocations(List<Container> allocated) {
        List<Allocation> result = new ArrayList<>();
        for (Container container : allocated) {
            WorkerId worker = new WorkerId(container.getId().toString());
            containers.put(worker, container);
            result.add(new Allocation(
                    worker,
                    container.getNodeId().getHost(),
                    container.getNodeId().getPort()));
            // The client does not subtract what came from what it asks for.
            ContainerRequest fulfilled = requests.pollFirst();
            if (fulfilled != null) {
                resourceManager.removeContainerRequest(fulfilled);
            }
        }
        return result;
    }

    private List<Completion> completions(List<ContainerStatus> statuses) {
        List<Completion> result = new ArrayList<>();
        for (ContainerStatus status : statuses) {
            WorkerId worker = new WorkerId(status.getContainerId().toString());
            Container container = containers.remove(worker);
            String host = container == null
                    ? "an unknown node"
                    : container.getNodeId().getHost();
            String said = status.getDiagnostics() == null ? "" : status.getDiagnostics();
            int granted = container == null
                    ? registered().container().megabytes()
                    : (int) container.getResource().getMemorySize();
            ContainerEnd end = ExitReasons.of(status.getExitStatus(), said, host, granted);
            result.add(new Completion(worker, end));
        }
        return result;
    }

    @Override
    public void start(WorkerId worker, StartListener listener) {
        Container container = containers.get(worker);
        if (container != null && nodeManagers != null) {
            nodeManagers.start(container, registered().context(), listener);
        }
    }

    @Override
    public void stop(WorkerId worker, Runnable onFailure) {
        Container container = containers.get(worker);
        if (container != null && nodeManagers != null) {
            nodeManagers.stop(container, onFailure);
        }
    }

    @Override
    public void release(WorkerId worker) {
        Container container = containers.get(worker);
        if (container != null) {
            resourceManager.releaseAssignedContainer(container.getId());
        }
    }

    @Override
    public void avoid(Set<String> hosts, Set<String> trustedAgain) {
        resourceManager.updateBlacklist(List.copyOf(hosts), List.copyOf(trustedAgain));
    }

    @Override
    public void unregister(ApplicationOutcome outcome) throws IOException {
        if (nodeManagers != null) {
            nodeManagers.awaitStops();
        }
        try {
            resourceManager.unregisterApplicationMaster(
                    finalStatus(outcome), outcome.failure().orElse(""), "");
        } catch (YarnException e) {
            throw new IOException("The ResourceManager did not accept that the application is over", e);
        }
    }

    private static FinalApplicationStatus finalStatus(ApplicationOutcome outcome) {
        return switch (outcome.phase()) {
            case SUCCEEDED -> FinalApplicationStatus.SUCCEEDED;
            case CANCELED -> FinalApplicationStatus.KILLED;
            case RUNNING, FAILED -> FinalApplicationStatus.FAILED;
        };
    }

    @Override
    public void close() {
        if (nodeManagers != null) {
            nodeManagers.close();
        }
        resourceManager.stop();
    }

    private Registration registered() {
        if (registration == null) {
            throw new IllegalStateException("Expected a registered ApplicationMaster: register() comes first");
        }
        return registration;
    }
}
