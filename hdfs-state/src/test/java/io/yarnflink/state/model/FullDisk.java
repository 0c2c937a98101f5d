package io.yarnflink.state.model;

import io.yarnflink.runtime.failure.MachineFailure;
import io.yarnflink.state.RocksStateBackend;
import java.util.List;
import org.apache.flink.api.java.tuple.Tuple1;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.KeyGroupRange;

/** Writes state until the disk has no more room, in a process that may only write small files. */
@SuppressWarnings("try") // backends' close methods throw anything
final class FullDisk {

    private static final int MOST_KEYS = 200_000;

    private FullDisk() {}

    /** Argument: a folder. Prints what the task would fail with, if it is the machine's fault. */
    public static void main(String[] arguments) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("state.backend.rocksdb.localdir", arguments[0]);
        configuration.setString("state.backend.rocksdb.writebuffer.size", "1mb");
        configuration.setString("state.backend.rocksdb.compression.per.level", "NO_COMPRESSION");
        configuration.setString("yarnflink.state.object-cache.enabled", "false");
        KeyGroupRange all = KeyGroupRange.of(0, Subtask.KEY_GROUPS - 1);
        try (Subtask subtask = new Subtask(new RocksStateBackend(configuration), all, List.of())) {
            for (int key = 0; key < MOST_KEYS; key++) {
                subtask.at(new Model.Spot("key-" + key, "n"));
                subtask.value.update(Tuple1.of("value-".repeat(20) + key));
            }
        } catch (RuntimeException failure) {
            if (failure instanceof MachineFailure) {
                System.out.println(failure.getMessage());
            }
        }
    }
}
