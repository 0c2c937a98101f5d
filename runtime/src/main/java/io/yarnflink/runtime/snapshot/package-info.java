/**
 * Checkpoints as files: places on storage, metadata in Flink's format, what each subtask gets back of one, and who deletes
 * what when. Blocks, and therefore never runs on the JobManager's event loop: the executor it is given does the work, and
 * a small pool of its own deletes. Knows nothing of when checkpoints are taken, nor of TaskManagers and connections.
 */
@NullMarked
package io.yarnflink.runtime.snapshot;

import org.jspecify.annotations.NullMarked;
