package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.job.CoreOptions;
import io.yarnflink.runtime.job.RestartPolicy;
import io.yarnflink.runtime.program.UnsupportedJobException;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
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
                REPEAT_AFTER);
    }

    /**
     * The restart strategy.
     *
     * @param configuration the job's settings over the cluster's
     * @throws UnsupportedJobException if the strategy is not offered
     */
    static RestartPolicy restartPolicy(Configuration configuration) {
        String type = configuration
                .getOptional(RestartStrategyOptions.RESTART_STRATEGY)
                .orElse("none")
                .toLowerCase(Locale.ROOT);
        return switch (type) {
            case "none", "off", "disable", "no-restart" -> new RestartPolicy.Never();
            case "fixed-delay", "fixeddelay" ->
                new RestartPolicy.FixedDelay(
                        configuration.get(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS),
                        configuration.get(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY));
            default ->
                throw new UnsupportedJobException("restart-strategy.type: " + type
                        + " is not offered; expected none or fixed-delay. Set one of them, or remove the key");
        };
    }
}
