package io.yarnflink.runtime.program;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Where the classes of a program are loaded from, by itself and by its tasks. */
public final class UserClassPath {

    private UserClassPath() {}

    /**
     * The job JAR, then what {@code pipeline.classpaths} adds: URLs that every node can reach.
     *
     * @throws IOException if one of them is no URL
     */
    public static List<URL> of(Path jobJar, ReadableConfig configuration) throws IOException {
        List<URL> classPath = new ArrayList<>();
        classPath.add(jobJar.toUri().toURL());
        for (String url : configuration.getOptional(PipelineOptions.CLASSPATHS).orElse(List.of())) {
            try {
                classPath.add(new URL(url));
            } catch (MalformedURLException e) {
                throw new IOException(
                        "Expected URLs for " + PipelineOptions.CLASSPATHS.key() + ", found '" + url + "': "
                                + e.getMessage(),
                        e);
            }
        }
        return classPath;
    }
}
