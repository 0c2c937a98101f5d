package io.yarnflink.launcher.remote;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.cache.CacheLayout;
import io.yarnflink.launcher.configuration.ClientOptions;
import io.yarnflink.launcher.configuration.HadoopSettings;
import io.yarnflink.launcher.yarn.ResourceManager;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.SecurityUtil;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * One client's connections to one cluster, shared by all that it does there. Thread-safe. Reading configuration, loading
 * Hadoop's classes and connecting begin in the background when it is opened.
 */
public final class ClusterConnection implements AutoCloseable {

    private final HadoopSettings settings;
    private final ClientOptions options;
    private final Clock clock;
    private final RemoteCalls calls;
    private final Service resourceManagerService;
    private final Service fileSystemService;
    private final RemoteCalls.Answer<ResourceManager> resourceManager;
    private final RemoteCalls.Answer<Storage> storage;

    /** The file system that holds cache and applications' files, and where on it they lie. */
    public record Storage(FileSystem fileSystem, CacheLayout layout) {}

    private ClusterConnection(HadoopSettings settings, ClientOptions options, Clock clock) {
        this.settings = settings;
        this.options = options;
        this.clock = clock;
        this.calls = new RemoteCalls(options.connectTimeout(), settings.classLoader(), clock);
        this.resourceManagerService =
                new Service("resource manager", settings.resourceManager(), settings.resourceManagerKey());
        this.fileSystemService =
                new Service("file system", settings.configuration().get("fs.defaultFS", ""), "fs.defaultFS");
        this.resourceManager = calls.start(
                resourceManagerService, "logging in", () -> ResourceManager.connect(settings.configuration()));
        this.storage = calls.start(fileSystemService, "opening it", this::openStorage);
    }

    /**
     * Reads Hadoop's configuration and begins to connect.
     *
     * @param hadoopConfiguration folder with Hadoop's {@code *-site.xml} files
     * @param configuration effective configuration, for the keys of {@link ClientOptions}
     */
    public static ClusterConnection open(Path hadoopConfiguration, Map<String, String> configuration, Clock clock)
            throws BadUsageException {
        ClientOptions options = ClientOptions.read(configuration);
        HadoopSettings settings = HadoopSettings.read(hadoopConfiguration, options.connectTimeout(), configuration);
        // Both keep a configuration of the whole process, which they would otherwise look for on the class path.
        UserGroupInformation.setConfiguration(settings.configuration());
        SecurityUtil.setConfiguration(settings.configuration());
        return new ClusterConnection(settings, options, clock);
    }

    /** Hadoop's configuration. */
    public HadoopSettings settings() {
        return settings;
    }

    /** What this client is told by keys of its own. */
    public ClientOptions options() {
        return options;
    }

    /** Where time is read. */
    public Clock clock() {
        return clock;
    }

    /** How calls are made. */
    public RemoteCalls calls() {
        return calls;
    }

    /** The resource manager, for messages. */
    public Service resourceManagerService() {
        return resourceManagerService;
    }

    /** The file system, for messages. */
    public Service fileSystemService() {
        return fileSystemService;
    }

    /** The resource manager. */
    public ResourceManager resourceManager() throws LauncherException, InterruptedException {
        return resourceManager.getUnbounded();
    }

    /** The file system. */
    public Storage storage() throws LauncherException, InterruptedException {
        return storage.getUnbounded();
    }

    /** A call of the resource manager. */
    @FunctionalInterface
    public interface ResourceManagerCall<T> {

        /** Calls, and blocks until the answer is there. */
        T on(ResourceManager resourceManager)
                throws IOException, org.apache.hadoop.yarn.exceptions.YarnException, InterruptedException;
    }

    /** A call of the file system. */
    @FunctionalInterface
    public interface StorageCall<T> {

        /** Calls, and blocks until the answer is there. */
        T on(Storage storage) throws IOException;
    }

    /** Starts a call of the resource manager. */
    public <T> RemoteCalls.Answer<T> askResourceManager(String what, ResourceManagerCall<T> call) {
        return calls.start(resourceManagerService, what, () -> call.on(resourceManager()));
    }

    /** Starts a call of the file system. */
    public <T> RemoteCalls.Answer<T> askStorage(String what, StorageCall<T> call) {
        return calls.start(fileSystemService, what, () -> call.on(storage()));
    }

    private Storage openStorage() throws IOException {
        if (options.cacheRoot().isPresent()) {
            org.apache.hadoop.fs.Path wanted =
                    new org.apache.hadoop.fs.Path(options.cacheRoot().get());
            FileSystem fileSystem = wanted.toUri().getScheme() == null
                    ? FileSystem.newInstance(settings.configuration())
                    : FileSystem.newInstance(wanted.toUri(), settings.configuration());
            return new Storage(fileSystem, new CacheLayout(fileSystem.makeQualified(wanted)));
        }
        FileSystem fileSystem = FileSystem.newInstance(settings.configuration());
        return new Storage(fileSystem, CacheLayout.inHome(fileSystem.getHomeDirectory()));
    }

    /** Gives up all calls and disconnects. */
    @Override
    public void close() {
        try {
            resourceManager().close();
            storage().fileSystem().close();
        } catch (LauncherException | IOException e) {
            // What never opened, or does not close in order, ends with the process.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        calls.close();
    }
}
