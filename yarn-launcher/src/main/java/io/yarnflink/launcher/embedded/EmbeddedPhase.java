package io.yarnflink.launcher.embedded;

/** Where an embedded cluster stands. */
public enum EmbeddedPhase {
    STARTING("Starting a JVM for HDFS and YARN"),
    STARTING_HDFS("Starting HDFS"),
    STARTING_YARN("Starting YARN"),
    WAITING_FOR_NODES("Waiting for the NodeManagers"),
    READY("Ready"),
    STOPPING("Stopping"),
    FAILED("Failed");

    private final String description;

    EmbeddedPhase(String description) {
        this.description = description;
    }

    /** A few words for people. */
    public String description() {
        return description;
    }
}
