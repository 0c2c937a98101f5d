package io.yarnflink.runtime.artifact;

import java.io.Serializable;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a job's tasks need besides its graph.
 *
 * @param jars more of the user's classes
 * @param classPath where classes are looked for too; every node reaches it
 * @param cached files of the distributed cache by their names; sorted, so that equal artifacts have equal bytes
 */
public record JobArtifacts(List<StoredFile> jars, List<URL> classPath, SortedMap<String, CachedFile> cached)
        implements Serializable {

    /** Nothing. */
    public static final JobArtifacts NONE = new JobArtifacts(List.of(), List.of(), new TreeMap<>());

    public JobArtifacts(List<StoredFile> jars, List<URL> classPath, Map<String, CachedFile> cached) {
        this(new ArrayList<>(jars), new ArrayList<>(classPath), new TreeMap<>(cached));
    }

    /** Whether the job adds to the classes that all jobs of the application have. */
    public boolean hasClasses() {
        return !jars.isEmpty() || !classPath.isEmpty();
    }
}
