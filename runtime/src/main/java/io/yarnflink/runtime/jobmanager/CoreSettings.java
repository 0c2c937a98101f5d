package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.job.CoreOptions;
import io.yarnflink.runtime.job.RestartPolicy;
import io.yarnflink.runtime.program.UnsupportedJobException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RestartStrategyOptions.RestartStrategyType;
import org.apache.flink.configuration.TaskManagerOptions;

/** What Flink's keys mean for the core. */
final class CoreSettings {

    private static final Duration REPEAT_AFTER = Duration.ofSeconds(5);
    private static final Duration MAX_REPORT_INTERVAL = Duration.ofSeconds(3);

    private CoreSettings() {}

    static CoreOptions options(Configuration configuration) {
        Duration interval = configuration.get(HeartbeatManagerOptions.HEARTBEAT_INTERVAL);
        return new CoreOptions(
                configuration.get(TaskManagerOptions.NUM_TASK_SLOTS),
                interval.compareTo(MAX_REPORT_INTERVAL) < 0 ? interval : MAX_REPORT_INTERVAL,
                configuration.get(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT),
                configuration.get(JobManagerOptions.SLOT_REQUEST_TIMEOUT),
                REPEAT_AFTER,
                Math.max(0, configuration.get(ResourceManagerOptions.REDUNDANT_TASK_MANAGER_NUM)));
    }

    /**
     * The restart strategy.
     *
     * @param configuration the job's settings over the cluster's
     * @param checkpointing whether the job takes checkpoints; decides where no strategy is configured
     * @throws UnsupportedJobException if the strategy does not exist, or not with these settings
     */
    static RestartPolicy restartPolicy(Configuration configuration, boolean checkpointing) {
        Optional<String> name = configuration.getOptional(RestartStrategyOptions.RESTART_STRATEGY);
        if (name.isEmpty()) {
            // The other keys do not count then: Flink's defaults do.
            return checkpointing ? exponentialDelay(new Configuration()) : new RestartPolicy.Never();
        }
        RestartStrategyType type = type(name.get());
        try {
            return switch (type) {
                case NO_RESTART_STRATEGY -> new RestartPolicy.Never();
                case FIXED_DELAY -> fixedDelay(configuration);
                case FAILURE_RATE -> failureRate(configuration);
                case EXPONENTIAL_DELAY -> exponentialDelay(configuration);
            };
        } catch (IllegalArgumentException e) {
            throw new UnsupportedJobException(RestartStrategyOptions.RESTART_STRATEGY.key() + ": " + name.get()
                    + " cannot be used as configured. " + e.getMessage() + ". See the keys that begin with "
                    + RestartStrategyOptions.RESTART_STRATEGY_CONFIG_PREFIX + "." + type.getMainValue());
        }
    }

    private static RestartStrategyType type(String name) {
        for (RestartStrategyType type : RestartStrategyType.values()) {
            if (type.getAllAvailableValues().contains(name.toLowerCase(Locale.ROOT))) {
                return type;
            }
        }
        String expected = Arrays.stream(RestartStrategyType.values())
                .map(RestartStrategyType::getMainValue)
                .collect(Collectors.joining(", "));
        throw new UnsupportedJobException(RestartStrategyOptions.RESTART_STRATEGY.key() + ": " + name
                + " does not exist; expected one of " + expected + ". Set one of them, or remove the key");
    }

    private static RestartPolicy fixedDelay(Configuration configuration) {
        return new RestartPolicy.FixedDelay(
                configuration.get(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS),
                configuration.get(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY));
    }

    private static RestartPolicy failureRate(Configuration configuration) {
        return new RestartPolicy.FailureRate(
                configuration.get(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL),
                configuration.get(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL),
                configuration.get(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY));
    }

    private static RestartPolicy exponentialDelay(Configuration configuration) {
        return new RestartPolicy.ExponentialDelay(
                configuration.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF),
                configuration.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF),
                configuration.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER),
                configuration.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD),
                configuration.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR),
                configuration.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS));
    }
}
