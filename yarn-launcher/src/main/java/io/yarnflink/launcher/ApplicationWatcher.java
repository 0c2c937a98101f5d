package io.yarnflink.launcher;

/** Follows applications to their end. */
public interface ApplicationWatcher {

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
