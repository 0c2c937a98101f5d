package io.yarnflink.launcher.yarn;

/** What is known of an application's end. */
public enum Fate {
    /** It may still start containers. */
    LIVE,
    /** It has ended for good. */
    ENDED,
    /** YARN has never heard of it, or has forgotten it. */
    UNKNOWN,
    /** Another resource manager would have to be asked. */
    ELSEWHERE
}
