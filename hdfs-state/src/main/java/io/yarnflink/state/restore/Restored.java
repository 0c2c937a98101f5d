package io.yarnflink.state.restore;

import io.yarnflink.state.columns.StateColumns;
import io.yarnflink.state.snapshot.UploadedFiles;
import java.util.UUID;

/**
 * A store that can be worked on.
 *
 * @param columns what is in it
 * @param id of the line of checkpoints that goes on, or a new one
 * @param uploaded what of it is on checkpoint storage
 */
public record Restored(StateColumns columns, UUID id, UploadedFiles uploaded) {}
