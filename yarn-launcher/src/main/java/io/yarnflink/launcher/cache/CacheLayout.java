package io.yarnflink.launcher.cache;

import io.yarnflink.launcher.AppId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/**
 * Where what lies. Under the root, {@code cache/<hash>} is an entry: one file with that content and the marker of its
 * last use. {@code cache/.incoming-<id>} is an upload under way, {@code cache/.outgoing-<hash>-<id>} an entry that a
 * sweep has taken out. {@code names/<name>/<application>/log} is the numbered log of an application, by the name that it
 * was given. {@code applications/} belongs to the applications' files, {@code checkpoints/} and
 * {@code savepoints/} to the user.
 *
 * @param root with scheme and authority
 */
public record CacheLayout(Path root) {

    /** Beside an entry's file; its modification time is the entry's last use. */
    public static final String USE_MARKER = ".used";

    /** A file system's names end at 255 bytes. */
    private static final int LONGEST_NAME = 200;

    private static final int KEPT_OF_LONG_NAME = 120;
    /** Folder of an application's numbered log, in what is kept of it. */
    public static final String LOG = "log";

    private static final String INCOMING = ".incoming-";
    private static final String OUTGOING = ".outgoing-";

    /** Where it is unless somebody says otherwise: in a user's home folder. */
    public static CacheLayout inHome(Path home) {
        return new CacheLayout(new Path(home, ".yarn-flink"));
    }

    /** The folder of all entries. */
    public Path cache() {
        return new Path(root, "cache");
    }

    /** The folder of the applications' files. */
    public Path applications() {
        return new Path(root, "applications");
    }

    /** The folder of what is known of applications by their names. */
    public Path names() {
        return new Path(root, "names");
    }

    /** The folder of all applications that had a name; another for each name. */
    public Path named(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("*", "%2A");
        String visible = encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
        String folder = visible.length() <= LONGEST_NAME
                ? visible
                : visible.substring(0, KEPT_OF_LONG_NAME) + "~"
                        + ContentHash.of(name).hex();
        return new Path(names(), folder);
    }

    /** The folder of an application's numbered log; what the log refers to may lie beside it. */
    public Path log(String name, AppId application) {
        return new Path(new Path(named(name), application.value()), LOG);
    }

    /** Where checkpoints go unless somebody says otherwise. Nothing sweeps it. */
    public Path checkpoints() {
        return new Path(root, "checkpoints");
    }

    /** Where savepoints go unless somebody says otherwise. Nothing sweeps it. */
    public Path savepoints() {
        return new Path(root, "savepoints");
    }

    /** The folder of one entry. */
    public Path entry(ContentHash hash) {
        return new Path(cache(), hash.hex());
    }

    /** A new folder to upload into. */
    public Path newIncoming() {
        return new Path(cache(), INCOMING + UUID.randomUUID());
    }

    /** A new folder to move an entry to before it is deleted. */
    public Path newOutgoing(ContentHash hash) {
        return new Path(cache(), OUTGOING + hash.hex() + "-" + UUID.randomUUID());
    }

    /** Whether a folder of the cache is an upload under way, or was when its client died. */
    public static boolean isIncoming(String name) {
        return name.startsWith(INCOMING);
    }

    /** The hash of an entry, from its folder's name. */
    public static Optional<ContentHash> entryOf(String name) {
        return ContentHash.isHash(name) ? Optional.of(new ContentHash(name)) : Optional.empty();
    }

    /** The hash of an entry that was taken out, from its folder's name. */
    public static Optional<ContentHash> outgoingOf(String name) {
        int end = OUTGOING.length() + 64;
        return name.startsWith(OUTGOING) && name.length() > end
                ? entryOf(name.substring(OUTGOING.length(), end))
                : Optional.empty();
    }
}
