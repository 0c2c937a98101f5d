package io.yarnflink.runtime.snapshot;

import java.nio.file.Path;

/** Checkpoints on a file system that has no way to write aside and rename, and that fails at times. */
class FlakyCheckpointStorageTest extends CheckpointStorageContractTest {

    @Override
    String uri(Path path) {
        return "flaky:" + path;
    }
}
