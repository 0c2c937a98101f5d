package io.yarnflink.runtime.control.message;

/** What a consumer needs to know of the attempt that produces its input. */
public enum ProducerState {
    /** It is on its way or runs: ask it for the partition again. */
    LIVE,
    /** It has finished; its partition is, or was, there. */
    FINISHED,
    /** It failed or was canceled: the consumer will be canceled too. */
    GONE,
    /** The JobManager knows no such attempt. */
    UNKNOWN
}
