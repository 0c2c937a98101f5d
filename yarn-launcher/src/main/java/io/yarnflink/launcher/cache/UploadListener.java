package io.yarnflink.launcher.cache;

/** Hears how an upload advances; called on the uploading thread. */
public interface UploadListener {

    /** {@code sent} of {@code total} bytes have been handed to the file system; first with 0. */
    void progress(LocalContent content, long sent, long total);
}
