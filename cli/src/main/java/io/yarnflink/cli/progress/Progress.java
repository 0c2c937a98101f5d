package io.yarnflink.cli.progress;

import io.yarnflink.runtime.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The steps of a command. Thread-safe: listeners of several threads, the ticker and the hook for Ctrl-C all write to one
 * terminal, so one lock orders them; nothing waits inside.
 */
public final class Progress implements AutoCloseable {

    private static final long TICK_MILLIS = 100;

    private final Display display;
    private final Clock clock;
    private final Map<String, Step> active = new LinkedHashMap<>();
    private final Runnable stopTicking;
    private boolean closed;

    Progress(Display display, Clock clock) {
        this(display, clock, () -> {});
    }

    private Progress(Display display, Clock clock, Runnable stopTicking) {
        this.display = display;
        this.clock = clock;
        this.stopTicking = stopTicking;
    }

    /** Progress as it suits the terminal: live where there is one, else one plain line for each change. */
    public static Progress on(Terminal terminal, Clock clock) {
        if (!terminal.live()) {
            return new Progress(new PlainDisplay(terminal.out(), clock.monotonicMillis()), clock);
        }
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        Progress progress = new Progress(new LiveDisplay(terminal), clock, ticker::shutdownNow);
        var unused = ticker.scheduleAtFixedRate(progress::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return progress;
    }

    /** Begins a step, or says something new of it if it goes on already. */
    public synchronized void step(String key, String text) {
        if (closed) {
            return;
        }
        long now = clock.monotonicMillis();
        Step before = active.get(key);
        Step after = before == null ? Step.begun(text, now) : before.saying(text);
        if (!after.equals(before)) {
            active.put(key, after);
            display.changed(after, active.values(), now);
        }
    }

    /** Moves the bar of a step that goes on; of no consequence otherwise. */
    public synchronized void bar(String key, long done, long total) {
        Step before = active.get(key);
        if (before != null && total > 0 && !closed) {
            active.put(key, before.at(new Step.Bar(done, total)));
            display.tick(active.values(), clock.monotonicMillis());
        }
    }

    /** Ends a step well; one that has not begun counts as begun now. */
    public void done(String key, String text) {
        end(key, Step.State.DONE, text);
    }

    /** Ends a step badly; one that has not begun counts as begun now. */
    public void failed(String key, String text) {
        end(key, Step.State.FAILED, text);
    }

    private synchronized void end(String key, Step.State how, String text) {
        if (closed) {
            return;
        }
        long now = clock.monotonicMillis();
        Step before = active.remove(key);
        Step after = (before == null ? Step.begun(text, now) : before).ended(how, text);
        display.ended(after, active.values(), now);
    }

    /** Forgets a step without a word, because another says it better. */
    public synchronized void drop(String key) {
        if (active.remove(key) != null && !closed) {
            display.tick(active.values(), clock.monotonicMillis());
        }
    }

    /** Whether a step goes on. */
    public synchronized boolean isActive(String key) {
        return active.containsKey(key);
    }

    /** Says something that is no step. */
    public synchronized void say(String text) {
        if (!closed) {
            display.line(text, active.values(), clock.monotonicMillis());
        }
    }

    private synchronized void tick() {
        if (!closed) {
            display.tick(active.values(), clock.monotonicMillis());
        }
    }

    /** Nothing is shown from now on; the terminal is as it was before. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            stopTicking.run();
            display.close();
        }
    }
}
