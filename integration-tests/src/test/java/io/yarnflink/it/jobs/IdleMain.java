package io.yarnflink.it.jobs;

/** Returns without having executed a job. */
public final class IdleMain {

    private IdleMain() {}

    public static void main(String[] arguments) {
        System.out.println("Nothing to do");
    }
}
