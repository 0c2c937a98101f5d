package io.yarnflink.benchmarks.state;

import java.util.Objects;

/** What a job may keep under a key: an object of the user's. */
public final class Reading {

    public String sensor = "";
    public long count;
    public double sum;
    public double highest;

    /** For Flink. */
    public Reading() {}

    Reading(String sensor) {
        this.sensor = sensor;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reading reading
                && sensor.equals(reading.sensor)
                && count == reading.count
                && sum == reading.sum
                && highest == reading.highest;
    }

    @Override
    public int hashCode() {
        return Objects.hash(sensor, count, sum, highest);
    }
}
