package io.yarnflink.runtime.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.metrics.MetricRegistry;
import org.apache.flink.runtime.metrics.MetricRegistryConfiguration;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.NoOpMetricRegistry;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.metrics.filter.DefaultReporterFilters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry of one process with the reporters that its configuration names. Thread-safe. */
public final class ProcessMetrics implements AutoCloseable {

    /** For processes whose metrics nobody reports. */
    public static final ProcessMetrics UNREPORTED = new ProcessMetrics(NoOpMetricRegistry.INSTANCE);

    private static final Logger LOG = LoggerFactory.getLogger(ProcessMetrics.class);
    private static final List<String> REPORTERS = List.of("metrics.reporter.", "traces.reporter.", "events.reporter.");

    /** Only of concern where messages between processes carry metrics. */
    private static final long NO_MESSAGES = Long.MAX_VALUE;

    /** How long reporters may take to send what they still have. */
    private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(5);

    private final MetricRegistry registry;

    private ProcessMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    /**
     * Starts the reporters that are configured. They come from the class path or from plug-ins. One that cannot be started
     * is told in the log and left out, as in Flink.
     */
    public static ProcessMetrics open(Configuration configuration) {
        boolean configured = configuration.keySet().stream()
                .anyMatch(key -> REPORTERS.stream().anyMatch(key::startsWith));
        if (!configured) {
            return UNREPORTED;
        }
        PluginManager plugins = PluginUtils.createPluginManagerFromRootFolder(configuration);
        return new ProcessMetrics(new MetricRegistryImpl(
                MetricRegistryConfiguration.fromConfiguration(configuration, NO_MESSAGES),
                ReporterSetupBuilder.METRIC_SETUP_BUILDER.fromConfiguration(
                        configuration, DefaultReporterFilters::metricsFromConfiguration, plugins),
                ReporterSetupBuilder.TRACE_SETUP_BUILDER.fromConfiguration(
                        configuration, DefaultReporterFilters::tracesFromConfiguration, plugins),
                ReporterSetupBuilder.EVENT_SETUP_BUILDER.fromConfiguration(
                        configuration, DefaultReporterFilters::eventsFromConfiguration, plugins)));
    }

    /** Where groups of metrics belong to. */
    public MetricRegistry registry() {
        return registry;
    }

    /** Whether anybody reports what is registered. */
    public boolean isReported() {
        return registry != NoOpMetricRegistry.INSTANCE;
    }

    /** Ends the reporters; waits for them, but not for ever. */
    @Override
    public void close() {
        // Asked first, so that the class is not loaded where there is none of it.
        if (!isReported() || !(registry instanceof MetricRegistryImpl started)) {
            return;
        }
        try {
            started.closeAsync().get(CLOSING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The metric reporters did not end in order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
