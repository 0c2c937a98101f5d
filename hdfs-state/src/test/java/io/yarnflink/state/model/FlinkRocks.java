package io.yarnflink.state.model;

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendFactory;

/**
 * Writes or reads a canonical savepoint with whatever backend's factory it is told, in a process of its own where that is
 * Flink's: operations follow from a seed, and what must be in the savepoint
 * is handed over beside it.
 */
@SuppressWarnings("try") // backends' close methods throw anything
final class FlinkRocks {

    private static final String HANDED_OVER = "handed-over";
    private static final int STEPS = 1500;
    private static final int WRITERS = 2;
    private static final int READERS = 3;

    private FlinkRocks() {}

    /** Arguments: {@code write} or {@code read}, a folder, a seed, a factory's class. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        int seed = Integer.parseInt(arguments[2]);
        Configuration configuration = new Configuration();
        configuration.setString(
                "state.backend.rocksdb.localdir", folder.resolve("local").toString());
        ClassLoader classes = FlinkRocks.class.getClassLoader();
        StateBackend backend = Class.forName(arguments[3], true, classes)
                .asSubclass(StateBackendFactory.class)
                .getDeclaredConstructor()
                .newInstance()
                .createFromConfig(configuration, classes);
        if (arguments[0].equals("write")) {
            write(backend, folder, seed);
        } else {
            read(backend, folder, seed);
        }
    }

    /** Leaves handles, and what should be in the savepoint, in a file. */
    static void write(StateBackend backend, Path folder, int seed) throws Exception {
        try (Fleet fleet = new Fleet(folder.resolve("savepoint"))) {
            fleet.restart(backend, WRITERS, List.of());
            Operations operations = new Operations(new Random(seed));
            operate(operations, fleet);
            try (var output = new ObjectOutputStream(Files.newOutputStream(folder.resolve(HANDED_OVER)))) {
                output.writeObject(fleet.savepoint());
                output.writeObject(operations.model());
            }
        }
    }

    /** Compares what is in the savepoint, and goes on from it. */
    static void read(StateBackend backend, Path folder, int seed) throws Exception {
        try (Fleet fleet = new Fleet(folder.resolve("read"));
                var input = new ObjectInputStream(Files.newInputStream(folder.resolve(HANDED_OVER)))) {
            fleet.restart(backend, READERS, handles(input));
            Operations operations = new Operations(new Random(seed));
            operations.goBackTo((Model) input.readObject());
            operations.compareAll(fleet);
            operate(operations, fleet);
        }
    }

    private static void operate(Operations operations, Fleet fleet) throws Exception {
        for (int step = 0; step < STEPS; step++) {
            operations.one(fleet);
        }
        operations.compareAll(fleet);
    }

    @SuppressWarnings("unchecked") // written above
    private static List<KeyedStateHandle> handles(ObjectInputStream input) throws Exception {
        return (List<KeyedStateHandle>) input.readObject();
    }
}
