package io.yarnflink.cli.run;

import io.yarnflink.cli.progress.Progress;
import io.yarnflink.cli.text.Amounts;
import io.yarnflink.cli.text.Columns;
import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.SubmissionListener;
import io.yarnflink.launcher.SubmittedApplication;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells how a submission goes. Called by one thread at a time; {@link #submittedId} may be asked by any.
 */
final class SubmissionNarrator implements SubmissionListener {

    private static final String CONNECT = "connect";
    private static final String CHECK = "check";
    private static final String UPLOAD = "upload";
    private static final String SUBMIT = "submit";

    /** How much of a file has arrived. */
    private record Sent(long done, long total) {}

    private final Progress progress;
    private final Map<String, Sent> uploads = new TreeMap<>();
    private long cachedBytes;
    private boolean endOfFilesTold;
    /** Written by the launcher's thread, read by the hook for Ctrl-C. */
    private final AtomicReference<AppId> submitted = new AtomicReference<>();

    SubmissionNarrator(Progress progress) {
        this.progress = progress;
    }

    void connecting(String cluster) {
        progress.step(CONNECT, "Connecting to " + cluster);
    }

    /** The application, once YARN has taken it on; else null. */
    @org.jspecify.annotations.Nullable
    AppId submittedId() {
        return submitted.get();
    }

    @Override
    public void connected(AppId id) {
        progress.done(CONNECT, "Connected to YARN");
        progress.step(CHECK, "Checking what is to be submitted");
    }

    @Override
    public void checked() {
        progress.drop(CHECK);
    }

    @Override
    public void notice(String text) {
        progress.say(text);
    }

    @Override
    public void cached(String file, long bytes) {
        cachedBytes += bytes;
    }

    @Override
    public void uploading(String file, long sent, long total) {
        if (!uploads.containsKey(file)) {
            uploads.put(file, new Sent(sent, total));
            progress.step(UPLOAD, "Uploading " + String.join(", ", uploads.keySet()));
        }
        uploads.put(file, new Sent(sent, total));
        moveBar();
    }

    @Override
    public void uploaded(String file, long bytes) {
        uploads.put(file, new Sent(bytes, bytes));
        moveBar();
    }

    private void moveBar() {
        long done = uploads.values().stream().mapToLong(Sent::done).sum();
        long total = uploads.values().stream().mapToLong(Sent::total).sum();
        progress.bar(UPLOAD, done, total);
    }

    @Override
    public void submitting() {
        endFiles();
        progress.step(SUBMIT, "Submitting");
    }

    /** One sentence on what was sent and what need not be. */
    private void endFiles() {
        if (endOfFilesTold) {
            return;
        }
        endOfFilesTold = true;
        progress.drop(CHECK);
        String cached = Amounts.bytes(cachedBytes) + " are in the cluster's cache already";
        if (uploads.isEmpty()) {
            progress.done(UPLOAD, "Nothing to upload: " + cached);
            return;
        }
        long total = uploads.values().stream().mapToLong(Sent::total).sum();
        String files = String.join(", ", uploads.keySet());
        progress.done(
                UPLOAD, "Uploaded " + Amounts.bytes(total) + ": " + files + (cachedBytes > 0 ? "; " + cached : ""));
    }

    @Override
    public void submitted(SubmittedApplication application) {
        submitted.set(application.id());
        progress.done(SUBMIT, "Submitted " + application.id() + ", called " + Columns.printable(application.name()));
    }
}
