package io.yarnflink.it.oracle;

import java.net.URL;
import java.nio.file.Path;
import java.util.List;

/** The two clusters, to name tests by. */
public enum Engines {
    FLINK {
        @Override
        public Engine start(Path folder, List<URL> classPath) throws Exception {
            return FlinkEngine.start();
        }
    },
    OWN {
        @Override
        public Engine start(Path folder, List<URL> classPath) throws Exception {
            return OwnEngine.start(folder, classPath);
        }
    };

    /**
     * Starts one.
     *
     * @param folder for temporary files
     */
    public Engine start(Path folder) throws Exception {
        return start(folder, List.of());
    }

    /**
     * Starts one.
     *
     * @param folder for temporary files
     * @param classPath the classes of the programs that it will run, unless these tests have them
     */
    public abstract Engine start(Path folder, List<URL> classPath) throws Exception;
}
