package io.yarnflink.it.oracle;

import java.nio.file.Path;

/** The two clusters, to name tests by. */
public enum Engines {
    FLINK {
        @Override
        public Engine start(Path folder) throws Exception {
            return FlinkEngine.start();
        }
    },
    OWN {
        @Override
        public Engine start(Path folder) throws Exception {
            return OwnEngine.start(folder);
        }
    };

    /**
     * Starts one.
     *
     * @param folder for temporary files
     */
    public abstract Engine start(Path folder) throws Exception;
}
