package io.yarnflink.runtime.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where one object stands in its life. Not thread-safe: it belongs to the thread that owns the object.
 *
 * @param <S> the states
 */
public final class Lifecycle<S extends Enum<S>> {

    private static final int REMEMBERED = 16;

    private final String owner;
    private final TransitionTable<S> table;
    private final TransitionObserver observer;
    private final Deque<S> history = new ArrayDeque<>();
    private S state;

    /**
     * @param owner whose life it is, for messages
     * @param table what may follow what
     * @param first the state to begin with
     * @param observer hears of every step
     */
    public Lifecycle(String owner, TransitionTable<S> table, S first, TransitionObserver observer) {
        this.owner = owner;
        this.table = table;
        this.state = first;
        this.observer = observer;
    }

    public S state() {
        return state;
    }

    /** Whether {@code next} may follow now. */
    public boolean mayMoveTo(S next) {
        return table.allows(state, next);
    }

    /**
     * Moves on.
     *
     * @throws IllegalStateException if {@code next} may not follow; the message tells the states passed so far
     */
    public void moveTo(S next) {
        if (!mayMoveTo(next)) {
            throw new IllegalStateException(
                    owner + " is " + state + " after " + history + ", from where it cannot become " + next);
        }
        history.addLast(state);
        if (history.size() > REMEMBERED) {
            history.removeFirst();
        }
        S before = state;
        state = next;
        observer.moved(owner, before, next);
    }
}
