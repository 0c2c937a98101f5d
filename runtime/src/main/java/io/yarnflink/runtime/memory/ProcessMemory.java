package io.yarnflink.runtime.memory;

import java.util.List;
import java.util.Map;

/**
 * How much memory a process gets.
 *
 * @param containerMebibytes what to ask YARN for
 * @param jvmFlags what to start its JVM with
 * @param resolved configuration keys in which the sizes are decided; to be added to the process's configuration
 */
public record ProcessMemory(int containerMebibytes, List<String> jvmFlags, Map<String, String> resolved) {

    public ProcessMemory {
        jvmFlags = List.copyOf(jvmFlags);
        resolved = Map.copyOf(resolved);
    }
}
