package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.SubmissionListener;
import io.yarnflink.launcher.SubmittedApplication;
import io.yarnflink.launcher.cache.CachedContent;
import io.yarnflink.launcher.cache.LocalContent;
import io.yarnflink.launcher.cache.UploadListener;
import io.yarnflink.runtime.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Hands a listener one call at a time, although files are sent by several threads, and keeps progress to some calls per
 * second. The lock stands where a message would need a thread of its own for the length of one submission.
 */
final class OrderedListener implements UploadListener {

    private static final long PROGRESS_MILLIS = 100;

    private final SubmissionListener listener;
    private final Clock clock;
    private final Map<LocalContent, Long> lastProgress = new HashMap<>();
    private final Set<LocalContent> sent = new HashSet<>();

    OrderedListener(SubmissionListener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    synchronized void connected(AppId id) {
        listener.connected(id);
    }

    synchronized void checked() {
        listener.checked();
    }

    @Override
    public synchronized void progress(LocalContent content, long bytes, long total) {
        long now = clock.monotonicMillis();
        Long last = lastProgress.get(content);
        sent.add(content);
        if (bytes == 0 || bytes == total || last == null || now - last >= PROGRESS_MILLIS) {
            lastProgress.put(content, now);
            listener.uploading(content.name(), bytes, total);
        }
    }

    /** Tells that a file is in the cache; returns how many bytes had to be sent. */
    synchronized long provided(LocalContent content, CachedContent cached) {
        if (sent.contains(content)) {
            listener.uploaded(content.name(), cached.size());
            return cached.size();
        }
        listener.cached(content.name(), cached.size());
        return 0;
    }

    synchronized void notice(String text) {
        listener.notice(text);
    }

    synchronized void submitting() {
        listener.submitting();
    }

    synchronized void submitted(SubmittedApplication application) {
        listener.submitted(application);
    }
}
