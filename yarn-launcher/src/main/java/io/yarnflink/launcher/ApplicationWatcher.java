package io.yarnflink.launcher;

import java.util.Optional;

/** Follows applications to their end. */
public interface ApplicationWatcher {

    /**
     * Waits until an application that this client has just submitted has all containers that it asks for. If it has not
     * within {@code yarnflink.client.submit-timeout}, it is killed, and nothing of it is left. Without that key, nothing
     * is waited for.
     *
     * @return how it ended; empty if it has its containers and goes on
     */
    Optional<Outcome> awaitStart(SubmittedApplication application, WatchListener listener)
            throws LauncherException, InterruptedException;

    /**
     * Follows an application that this client has just submitted. Blocks until it has ended; interrupting the thread
     * stops watching and leaves the application alone.
     */
    Outcome follow(SubmittedApplication application, WatchListener listener)
            throws LauncherException, InterruptedException;

    /**
     * Follows any application of this user, with the identity that its application file holds; without that file only
     * what YARN tells is heard. Blocks as above.
     *
     * @throws ApplicationNotFoundException if YARN does not know it
     */
    Outcome follow(AppId id, WatchListener listener) throws LauncherException, InterruptedException;
}
