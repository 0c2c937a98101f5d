package io.yarnflink.runtime.snapshot;

import java.nio.file.Path;

/** Checkpoints on the local file system. */
class LocalCheckpointStorageTest extends CheckpointStorageContractTest {

    @Override
    String uri(Path path) {
        return "file:" + path;
    }
}
