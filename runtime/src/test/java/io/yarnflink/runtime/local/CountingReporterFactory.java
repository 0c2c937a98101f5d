package io.yarnflink.runtime.local;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Keeps all metrics under the names that Flink gives them, also those that are registered no longer. */
public final class CountingReporterFactory implements MetricReporterFactory {

    /** By the value of this key, in the configuration of the reporter, are reporters kept apart. */
    static final String NAME = "name";

    private static final Map<String, Map<String, Metric>> REPORTED = new ConcurrentHashMap<>();

    /** What the reporter of this name has heard of. */
    static Map<String, Metric> reportedTo(String name) {
        return REPORTED.computeIfAbsent(name, fresh -> new ConcurrentHashMap<>());
    }

    /** The sum of all counters whose names end so. */
    static long sum(String name, String ending) {
        return reportedTo(name).entrySet().stream()
                .filter(metric -> metric.getKey().endsWith(ending))
                .mapToLong(metric -> ((Counter) metric.getValue()).getCount())
                .sum();
    }

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return new CountingReporter();
    }

    private static final class CountingReporter implements MetricReporter {

        private Map<String, Metric> reported = Map.of();

        @Override
        public void open(MetricConfig config) {
            reported = reportedTo(config.getString(NAME, ""));
        }

        @Override
        public void close() {}

        @Override
        public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
            reported.put(group.getMetricIdentifier(name), metric);
        }

        @Override
        public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
    }
}
