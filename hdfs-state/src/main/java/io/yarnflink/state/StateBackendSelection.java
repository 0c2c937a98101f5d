package io.yarnflink.state;

import io.yarnflink.state.rocksdb.RocksKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.configuration.StateRecoveryOptions;

/**
 * Which state backend a configuration means, by name or by a factory's class, those of earlier Flink versions included,
 * and whether it is offered. RocksDB is ours under all of its names: a job that names or brings Flink's runs on ours, and
 * what its JAR holds of Flink's is not looked at.
 */
public final class StateBackendSelection {

    /** A state backend that Flink's configuration can name. */
    public enum Backend {
        /** Objects on the heap. */
        HASHMAP,
        /** RocksDB on local disks. */
        ROCKSDB,
        /** Flink's disaggregated store. */
        FORST,
        /** Names that Flink 1 knew: heap state, with checkpoints in memory or in files. */
        LEGACY_HEAP,
        /** A factory of the user's or of somebody else. */
        CUSTOM
    }

    private static final Map<String, Backend> NAMES = Map.ofEntries(
            Map.entry("hashmap", Backend.HASHMAP),
            Map.entry("org.apache.flink.runtime.state.hashmap.hashmapstatebackendfactory", Backend.HASHMAP),
            Map.entry("rocksdb", Backend.ROCKSDB),
            Map.entry(RocksStateBackendFactory.class.getName().toLowerCase(Locale.ROOT), Backend.ROCKSDB),
            Map.entry("org.apache.flink.state.rocksdb.embeddedrocksdbstatebackendfactory", Backend.ROCKSDB),
            Map.entry("org.apache.flink.contrib.streaming.state.embeddedrocksdbstatebackendfactory", Backend.ROCKSDB),
            Map.entry("org.apache.flink.contrib.streaming.state.rocksdbstatebackendfactory", Backend.ROCKSDB),
            Map.entry("forst", Backend.FORST),
            Map.entry("org.apache.flink.state.forst.forststatebackendfactory", Backend.FORST),
            Map.entry("jobmanager", Backend.LEGACY_HEAP),
            Map.entry("filesystem", Backend.LEGACY_HEAP),
            Map.entry("org.apache.flink.runtime.state.memory.memorystatebackendfactory", Backend.LEGACY_HEAP),
            Map.entry("org.apache.flink.runtime.state.filesystem.fsstatebackendfactory", Backend.LEGACY_HEAP));

    private StateBackendSelection() {}

    /** The state backend that {@code configuration} means. */
    public static Backend backendOf(ReadableConfig configuration) {
        String name = configuration.get(StateBackendOptions.STATE_BACKEND).strip();
        return NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), Backend.CUSTOM);
    }

    /**
     * Writes our RocksDB backend's name into {@code configuration}, if that is what it means: Flink would load its own by
     * the short name. To be done to a job's configuration before its graph is made, because the graph says how memory is
     * shared out. Its checkpoints are kept on local disks as well, unless the configuration says otherwise: there they are
     * links to the store's own files.
     */
    public static void choose(Configuration configuration) {
        if (backendOf(configuration) == Backend.ROCKSDB) {
            configuration.set(StateBackendOptions.STATE_BACKEND, RocksStateBackendFactory.class.getName());
            if (!configuration.contains(StateRecoveryOptions.LOCAL_RECOVERY)) {
                configuration.set(StateRecoveryOptions.LOCAL_RECOVERY, true);
            }
        }
    }

    /**
     * Why the state backend that {@code configuration} means is not offered, and what to do; empty if it is. Of the form
     * that a list of a job's problems wants: a clause, then a colon, then the remedy.
     */
    public static Optional<String> refusal(ReadableConfig configuration) {
        List<String> refusals = new ArrayList<>();
        String remedy = "set " + StateBackendOptions.STATE_BACKEND.key() + ": hashmap";
        String configured = "'" + configuration.get(StateBackendOptions.STATE_BACKEND) + "'";
        switch (backendOf(configuration)) {
            case HASHMAP -> {}
            case ROCKSDB -> addRocksProblems(configuration, refusals);
            case FORST ->
                refusals.add("it keeps its state in ForSt (" + configured + "): " + remedy + " or "
                        + StateBackendOptions.STATE_BACKEND.key() + ": rocksdb");
            case LEGACY_HEAP -> refusals.add("its state backend " + configured + " went with Flink 2.0: " + remedy);
            case CUSTOM -> refusals.add("it brings a state backend of its own (" + configured + "): " + remedy);
        }
        if (configuration.get(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG)) {
            refusals.add("it logs changes of its state: set " + StateChangelogOptions.ENABLE_STATE_CHANGE_LOG.key()
                    + ": false");
        }
        return refusals.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", refusals));
    }

    private static void addRocksProblems(ReadableConfig configuration, List<String> refusals) {
        configuration
                .getOptional(RocksKeys.OPTIONS_FACTORY)
                .ifPresent(factory -> refusals.add("it makes options of RocksDB's with " + factory + ": remove "
                        + RocksKeys.OPTIONS_FACTORY.key() + " and use the other keys that begin with"
                        + " state.backend.rocksdb."));
    }
}
