package io.yarnflink.runtime.checkpoint;

import java.util.Optional;

/**
 * Somebody's wish for a savepoint.
 *
 * @param request number by which it is answered
 * @param purpose one that {@linkplain CheckpointPurpose#isSavepoint() is a savepoint}
 * @param directory where it goes; empty for {@code execution.checkpointing.savepoint-dir}
 * @param canonical whether in the format that all state backends read
 */
public record SavepointRequest(long request, CheckpointPurpose purpose, Optional<String> directory, boolean canonical) {

    public SavepointRequest {
        if (!purpose.isSavepoint()) {
            throw new IllegalArgumentException("Expected the purpose of a savepoint, found " + purpose);
        }
    }
}
