package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.graph.Subtask;
import java.util.Map;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** Which attempt of each subtask is the current one, and where it is. Immutable. */
public final class Placement {

    /**
     * One attempt and its place.
     *
     * @param attempt the current attempt
     * @param worker the worker that runs it
     * @param address where that worker's data exchange listens
     */
    public record Place(ExecutionAttemptID attempt, WorkerId worker, WorkerAddress address) {}

    private final Map<Subtask, Place> places;

    public Placement(Map<Subtask, Place> places) {
        this.places = Map.copyOf(places);
    }

    /**
     * The place of a subtask.
     *
     * @throws IllegalArgumentException if it has none
     */
    public Place of(Subtask subtask) {
        Place place = places.get(subtask);
        if (place == null) {
            throw new IllegalArgumentException(subtask + " has no place among " + places.keySet());
        }
        return place;
    }

    /** All places. */
    public Map<Subtask, Place> places() {
        return places;
    }
}
