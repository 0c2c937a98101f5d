package io.yarnflink.launcher.remote;

import io.yarnflink.launcher.LauncherException;
import java.io.IOException;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** A call over the network, or several. */
@FunctionalInterface
public interface RemoteCall<T> {

    /** Calls, and blocks until the answer is there. */
    T call() throws IOException, YarnException, LauncherException, InterruptedException;
}
