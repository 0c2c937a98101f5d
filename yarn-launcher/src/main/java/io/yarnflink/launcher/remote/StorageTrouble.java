package io.yarnflink.launcher.remote;

import io.yarnflink.launcher.AccessRefusedException;
import io.yarnflink.launcher.ClusterUnreachableException;
import io.yarnflink.launcher.LauncherException;
import java.util.Optional;
import org.apache.hadoop.hdfs.protocol.QuotaExceededException;
import org.apache.hadoop.hdfs.server.namenode.SafeModeException;
import org.apache.hadoop.ipc.RemoteException;

/** HDFS that answers and takes nothing: what that means for who wanted to store something. */
final class StorageTrouble {

    /** HDFS has no exception of its own for "no DataNode has room for this block". */
    private static final String NO_ROOM = "could only be written to 0 of the";

    private StorageTrouble() {}

    static Optional<LauncherException> explain(Service service, String what, Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof SafeModeException || isRemote(t, SafeModeException.class)) {
                return Optional.of(new ClusterUnreachableException(
                        "Expected to store something on " + service + " while " + what + ", but it is read-only (safe"
                                + " mode): " + RemoteErrors.firstLine(t) + " Try again when 'hdfs dfsadmin -safemode"
                                + " get' says OFF.",
                        cause));
            }
            if (t instanceof QuotaExceededException) {
                return Optional.of(new AccessRefusedException(
                        "No room left for this user on " + service + " while " + what + ": " + RemoteErrors.firstLine(t)
                                + " Delete something below that folder, have its quota raised ('hdfs dfs -count -q -h'"
                                + " shows it), or name another folder with yarnflink.cache.dir.",
                        cause));
            }
            if (String.valueOf(t.getMessage()).contains(NO_ROOM)) {
                return Optional.of(new ClusterUnreachableException(
                        "Expected a DataNode with room on " + service + " while " + what + ", found none: "
                                + RemoteErrors.firstLine(t) + " 'hdfs dfsadmin -report' shows what is left on which.",
                        cause));
            }
        }
        return Optional.empty();
    }

    private static boolean isRemote(Throwable t, Class<?> type) {
        return t instanceof RemoteException remote && remote.getClassName().equals(type.getName());
    }
}
