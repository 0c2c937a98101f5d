package io.yarnflink.runtime.application;

/**
 * Names one TaskManager process of an application; on YARN the id of its container.
 *
 * @param value not empty
 */
public record WorkerId(String value) implements Comparable<WorkerId> {

    public WorkerId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("A worker id must not be empty");
        }
    }

    @Override
    public int compareTo(WorkerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
