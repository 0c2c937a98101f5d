package io.yarnflink.runtime.taskmanager;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** How far sources of this JVM may go, and whether consumers may; turned by the test. Thread-safe. */
final class Faucet {

    private static final List<CompletableFuture<Void>> WAITING = new ArrayList<>();
    private static long limit = Long.MAX_VALUE;
    private static long asked;
    private static boolean closed;
    private static Semaphore consumers = new Semaphore(0);

    private Faucet() {}

    /** Lets each source subtask emit so many numbers in all. */
    static synchronized void limit(long numbers) {
        limit = numbers;
        WAITING.forEach(waiting -> waiting.complete(null));
        WAITING.clear();
    }

    static synchronized boolean allows(long number) {
        asked = Math.max(asked, number);
        return number < limit;
    }

    /** The highest number that a source has come to since everything was reset. */
    static synchronized long asked() {
        return asked;
    }

    /** Completes when the number may be emitted, or earlier. */
    static synchronized CompletableFuture<Void> await(long number) {
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        if (number < limit) {
            waiting.complete(null);
        } else {
            WAITING.add(waiting);
        }
        return waiting;
    }

    /** Lets consumers stand still at their next record. */
    static synchronized void closeForConsumers() {
        closed = true;
        consumers = new Semaphore(0);
    }

    /** Lets consumers take one record in all. */
    static synchronized void drip() {
        consumers.release();
    }

    /** Called by consumers with each record. */
    static void pass() throws InterruptedException {
        Semaphore permits;
        synchronized (Faucet.class) {
            if (!closed) {
                return;
            }
            permits = consumers;
        }
        permits.acquire();
    }

    /** Everything flows again. */
    static synchronized void reset() {
        closed = false;
        consumers.release(consumers.getQueueLength() + 1);
        asked = 0;
        limit(Long.MAX_VALUE);
    }
}
