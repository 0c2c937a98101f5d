package io.yarnflink.state.rocksdb;

import org.rocksdb.RocksDB;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads RocksDB's native library, once per process. */
final class NativeLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

    private NativeLibrary() {}

    /**
     * Returns when RocksDB can be used.
     *
     * @throws IllegalStateException if this machine cannot load it
     */
    static void load() {
        // The class's own initializer makes loading happen once, and every later caller wait for it.
        Loaded.ensure();
    }

    private static final class Loaded {
        static {
            loadOnce();
        }

        private Loaded() {}

        static void ensure() {}

        private static void loadOnce() {
            try {
                RocksDB.loadLibrary();
            } catch (RuntimeException | UnsatisfiedLinkError failure) {
                throw new IllegalStateException(
                        "RocksDB's native library did not load. It is there for Linux with glibc on "
                                + "x86-64, and needs a temporary folder ("
                                + System.getProperty("java.io.tmpdir") + ") that is writable and not mounted noexec; "
                                + "this is " + System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                                + ". Else set state.backend.type: hashmap",
                        failure);
            }
            LOG.debug("RocksDB {} is loaded", RocksDB.rocksdbVersion());
        }
    }
}
