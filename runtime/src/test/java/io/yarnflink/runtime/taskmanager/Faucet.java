package io.yarnflink.runtime.taskmanager;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** How far sources of this JVM may go, and whether consumers may; turned by the test. Thread-safe. */
final class Faucet {

    private static final List<CompletableFuture<Void>> WAITING = new ArrayList<>();
    private static long limit = Long.MAX_VALUE;
    private static CountDownLatch consumers = new CountDownLatch(0);

    private Faucet() {}

    /** Lets each source subtask emit so many numbers in all. */
    static synchronized void limit(long numbers) {
        limit = numbers;
        WAITING.forEach(waiting -> waiting.complete(null));
        WAITING.clear();
    }

    static synchronized boolean allows(long number) {
        return number < limit;
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
        consumers = new CountDownLatch(1);
    }

    static synchronized void openForConsumers() {
        consumers.countDown();
    }

    /** Called by consumers with each record. */
    static void pass() throws InterruptedException {
        CountDownLatch latch;
        synchronized (Faucet.class) {
            latch = consumers;
        }
        latch.await();
    }

    /** Everything flows again. */
    static void reset() {
        openForConsumers();
        limit(Long.MAX_VALUE);
    }
}
