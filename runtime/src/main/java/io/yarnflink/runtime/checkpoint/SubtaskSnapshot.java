package io.yarnflink.runtime.checkpoint;

/**
 * What one attempt has put into one checkpoint.
 *
 * @param state a serialized {@code TaskStateSnapshot}; empty if the subtask has no state
 * @param stateBytes size of the state that it refers to
 * @param newBytes how much of that was written for this checkpoint
 * @param alignmentMillis how long barriers were waited for
 * @param syncMillis how long the task stood still
 * @param asyncMillis how long writing went on after that
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record SubtaskSnapshot(
        byte[] state, long stateBytes, long newBytes, long alignmentMillis, long syncMillis, long asyncMillis) {}
