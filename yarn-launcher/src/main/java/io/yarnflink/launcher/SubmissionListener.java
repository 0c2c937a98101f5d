package io.yarnflink.launcher;

/**
 * Hears how a submission goes. Called on threads of the launcher, one call at a time; must return at once.
 *
 * <p>Order: {@code connected}; {@code checked}; then for each file {@code cached}, or {@code uploading} once or more often
 * and {@code uploaded}, those of different files in any order; {@code submitting}; {@code submitted}.
 */
public interface SubmissionListener {

    /** The resource manager has answered. */
    void connected(AppId id);

    /** Nothing speaks against the submission. */
    void checked();

    /** Something that the user should know before the application runs; any number, before {@code submitting}. */
    default void notice(String text) {}

    /** The cache holds the file already; nothing is sent. */
    void cached(String file, long bytes);

    /** {@code sent} of {@code total} bytes of a file have been sent; first with {@code sent == 0}, at most some times a second. */
    void uploading(String file, long sent, long total);

    /** A file has arrived, complete. */
    void uploaded(String file, long bytes);

    /** Everything is in place; YARN is asked now. */
    void submitting();

    /** YARN has taken the application on. */
    void submitted(SubmittedApplication application);
}
