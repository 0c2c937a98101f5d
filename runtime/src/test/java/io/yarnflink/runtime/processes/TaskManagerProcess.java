package io.yarnflink.runtime.processes;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.memory.TaskManagerMemory;
import io.yarnflink.runtime.security.ApplicationIdentity;
import io.yarnflink.runtime.taskmanager.TaskManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;

/** A TaskManager's process: arguments are worker id, port of the JobManager and folder; the identity comes through stdin. */
public final class TaskManagerProcess {

    private TaskManagerProcess() {}

    public static void main(String[] arguments) throws IOException {
        ApplicationIdentity identity = ApplicationIdentity.decode(System.in.readAllBytes());
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(1024));
        configuration.addAll(
                Configuration.fromMap(TaskManagerMemory.of(configuration).resolved()));
        InetAddress loopback = InetAddress.getLoopbackAddress();
        TaskManager taskManager = TaskManager.start(new io.yarnflink.runtime.taskmanager.TaskManagerOptions(
                new WorkerId(arguments[0]),
                new InetSocketAddress(loopback, Integer.parseInt(arguments[1])),
                identity,
                configuration,
                loopback,
                List.of(Path.of(arguments[2])),
                List.of()));
        Runtime.getRuntime().halt(taskManager.termination().join().exitCode());
    }
}
