package io.yarnflink.launcher.remote;

import io.yarnflink.launcher.AccessRefusedException;
import io.yarnflink.launcher.ApplicationNotFoundException;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.ClusterUnreachableException;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.SubmissionRejectedException;
import io.yarnflink.launcher.cache.ContentChangedException;
import java.util.Optional;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** Says of an exception of Hadoop's clients what it means for who asked. */
final class RemoteErrors {

    private RemoteErrors() {}

    static LauncherException explain(Service service, String what, Throwable cause) {
        Throwable root = cause instanceof RemoteException remote ? remote.unwrapRemoteException() : cause;
        if (root instanceof ContentChangedException) {
            return new BadUsageException(firstLine(root), root);
        }
        if (root instanceof org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException) {
            return new ApplicationNotFoundException(
                    firstLine(root) + " 'yarn-flink list --all' shows the applications it remembers.", root);
        }
        Optional<LauncherException> storage = StorageTrouble.explain(service, what, root);
        if (storage.isPresent()) {
            return storage.get();
        }
        if (isRefusal(root)) {
            return new AccessRefusedException(
                    "Not allowed by " + service + " while " + what + ": " + firstLine(root), root);
        }
        if (root instanceof YarnException) {
            return new SubmissionRejectedException(
                    "Refused by " + service + " while " + what + ": " + firstLine(root), root);
        }
        return new ClusterUnreachableException(
                "No useful answer from " + service + " while " + what + ": " + firstLine(root)
                        + " Check that it runs and" + " that " + service.key() + " names it.",
                root);
    }

    static ClusterUnreachableException late(Service service, String what, long seconds) {
        return new ClusterUnreachableException(
                "Expected an answer from " + service + " within " + seconds + " s while " + what
                        + ", found none. Check that"
                        + " it runs, that " + service.key() + " names it and that no firewall is between; raise"
                        + " yarnflink.client.connect-timeout if it is only slow.",
                null);
    }

    private static boolean isRefusal(Throwable root) {
        for (Throwable t = root; t != null; t = t.getCause()) {
            if (t instanceof AccessControlException
                    || t instanceof java.nio.file.AccessDeniedException
                    || isAccessDenial(t)) {
                return true;
            }
        }
        return false;
    }

    /** YARN wraps denials of its access lists in exceptions of many kinds, with one thing in common. */
    private static boolean isAccessDenial(Throwable t) {
        return t instanceof RemoteException remote
                ? remote.getClassName().endsWith("AccessControlException")
                : t instanceof YarnException && String.valueOf(t.getMessage()).contains("AccessControlException: ");
    }

    /** Messages of Hadoop carry a remote stack trace from their second line on, and links that are of no help. */
    static String firstLine(Throwable t) {
        String message = t.getMessage() == null ? t.toString() : t.getMessage();
        String line = message.lines().findFirst().orElse(t.toString());
        int link = line.indexOf("; For more details see:");
        String bare = (link < 0 ? line : line.substring(0, link)).strip();
        return bare.endsWith(".") ? bare : bare + ".";
    }
}
