package io.yarnflink.runtime.lifecycle;

/** Hears of every step of lifecycles, on the thread that owns them: for logs, and to see what tests exercise. */
public interface TransitionObserver {

    /** Does not listen. */
    TransitionObserver NONE = (owner, from, to) -> {};

    /** The object {@code owner} has moved on; {@code from} and {@code to} are states of one type. */
    void moved(String owner, Enum<?> from, Enum<?> to);
}
