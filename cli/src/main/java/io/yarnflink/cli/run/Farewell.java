package io.yarnflink.cli.run;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.LauncherException;

/** What becomes of an application when the command that follows it is interrupted. */
@FunctionalInterface
public interface Farewell {

    /**
     * Sees to it, and says in a sentence what was done; called on a thread of the JVM's shutdown, for a short time.
     *
     * @throws LauncherException if it could not be done
     */
    String part(AppId application) throws LauncherException, InterruptedException;
}
