package io.yarnflink.it.jobs;

/** Ends its process as a crash of the JVM does. */
public final class HaltingMain {

    private static final int CODE = 77;

    private HaltingMain() {}

    public static void main(String[] arguments) {
        Runtime.getRuntime().halt(CODE);
    }
}
