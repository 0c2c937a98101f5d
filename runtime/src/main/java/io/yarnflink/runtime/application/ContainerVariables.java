package io.yarnflink.runtime.application;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The environment variables that an application's containers get besides YARN's own. Nothing in them is secret. */
public final class ContainerVariables {

    /** How often YARN may start the ApplicationMaster; only the ApplicationMaster has it. */
    public static final String ATTEMPTS = "YARNFLINK_ATTEMPTS";

    private ContainerVariables() {}

    /**
     * Collects them.
     *
     * @param configuration Flink's flat keys; {@code containerized.<process>.env.*} are handed on and win
     * @param process {@code master} or {@code taskmanager}
     * @param user on whose behalf storage is used; empty where the tokens say it
     */
    public static Map<String, String> of(Map<String, String> configuration, String process, Optional<String> user) {
        Map<String, String> variables = new HashMap<>();
        // The settings that the client sent, not those of the node that the container happens to be on.
        variables.put("HADOOP_CONF_DIR", "{{PWD}}/" + ContainerCommand.SITE_CONFIGURATION_FOLDER);
        // An arena for each thread costs far more memory than it saves time.
        variables.put("MALLOC_ARENA_MAX", "2");
        user.ifPresent(name -> variables.put("HADOOP_USER_NAME", name));
        String prefix = "containerized." + process + ".env.";
        configuration.forEach((key, value) -> {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                variables.put(key.substring(prefix.length()), value);
            }
        });
        return variables;
    }
}
