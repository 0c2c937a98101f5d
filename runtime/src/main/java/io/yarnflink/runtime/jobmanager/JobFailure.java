package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.control.message.FailureCause;

/** A job's root cause, told by another process. The message is one line; the far side's trace can be asked for. */
public final class JobFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remoteTrace;

    JobFailure(FailureCause cause) {
        super(cause.summary());
        this.remoteTrace = cause.stackTrace();
    }

    /** The stack trace as the far side wrote it; may be empty. */
    public String remoteTrace() {
        return remoteTrace;
    }
}
