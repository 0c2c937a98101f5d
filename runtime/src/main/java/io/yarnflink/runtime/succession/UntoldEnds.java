package io.yarnflink.runtime.succession;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Ends of jobs that no later attempt could have gone on with. They are of concern once there is a job that it can go on with, since
 * {@code main()} then comes past them again; an application that has no such job writes nothing of them. Thread-safe.
 */
final class UntoldEnds {

    private final Deque<Telling> untold = new ArrayDeque<>();
    private boolean told;

    /** Writes down an end. Must not wait for the lock of a job. */
    @FunctionalInterface
    interface Telling {

        void tell() throws IOException;
    }

    /** Keeps {@code end} back; returns false if it is to be told at once. */
    synchronized boolean keepBack(Telling end) {
        if (!told) {
            untold.add(end);
        }
        return !told;
    }

    /** There is a job that a later attempt can go on with: tells what was kept back, and keeps nothing back from now on. */
    synchronized void tell() throws IOException {
        while (!untold.isEmpty()) {
            untold.element().tell();
            untold.remove();
        }
        told = true;
    }
}
