package io.yarnflink.launcher.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The flags that a user wants for the JVM in which {@code main()} runs. Pure. */
public final class JvmFlags {

    private static final List<String> KEYS = List.of(
            "env.java.default-opts.all",
            "env.java.default-opts.jobmanager",
            "env.java.opts.all",
            "env.java.opts.jobmanager");

    private JvmFlags() {}

    /** One argument each; of flags that contradict each other the last one wins. */
    public static List<String> of(Map<String, String> configuration) {
        return KEYS.stream()
                .flatMap(key -> Arrays.stream(
                        configuration.getOrDefault(key, "").strip().split("\\s+")))
                .filter(flag -> !flag.isEmpty())
                .toList();
    }
}
