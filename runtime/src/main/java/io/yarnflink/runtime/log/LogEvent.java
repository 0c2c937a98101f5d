package io.yarnflink.runtime.log;

import java.util.List;
import java.util.Optional;

/** What an entry of the log adds. */
public sealed interface LogEvent {

    /**
     * An attempt of the ApplicationMaster leads the application from now on.
     *
     * @param attempt its number, from 1
     * @param master host and port where TaskManagers find it, separated by a colon
     */
    record Claimed(int attempt, String master) implements LogEvent {}

    /** A job was submitted; with the same ordinal again if what was known of it is superseded. */
    record JobSubmitted(int ordinal, String id, String name, Optional<String> graph) implements LogEvent {}

    /**
     * A checkpoint is complete.
     *
     * @param ordinal of its job
     * @param subsumed numbers of the job's checkpoints that are not needed any more
     */
    record CheckpointCompleted(int ordinal, LoggedCheckpoint checkpoint, List<Long> subsumed) implements LogEvent {

        public CheckpointCompleted {
            subsumed = List.copyOf(subsumed);
        }
    }

    /**
     * A checkpoint of another job is the job's own from now on: it begins from it, and later ones of its own replace it.
     *
     * @param ordinal of the job
     */
    record CheckpointAdopted(int ordinal, LoggedCheckpoint checkpoint) implements LogEvent {}

    /**
     * A checkpoint that was complete has been given up before anybody was told of it.
     *
     * @param ordinal of its job
     * @param reinstated those that it had replaced and that are needed again
     */
    record CheckpointDropped(int ordinal, long checkpoint, List<LoggedCheckpoint> reinstated) implements LogEvent {
        public CheckpointDropped {
            reinstated = List.copyOf(reinstated);
        }
    }

    /**
     * A job has ended.
     *
     * @param retained whether its checkpoints stay
     */
    record JobEnded(int ordinal, LoggedEnd end, boolean retained) implements LogEvent {}

    /**
     * The application has ended; no entry follows.
     *
     * @param outcome one word
     * @param failure the root cause, for people; present if it failed
     */
    record ApplicationEnded(String outcome, Optional<String> failure) implements LogEvent {}
}
