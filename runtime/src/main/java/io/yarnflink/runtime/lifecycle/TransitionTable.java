package io.yarnflink.runtime.lifecycle;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which states of a lifecycle may follow which. Immutable.
 *
 * @param <S> the states
 */
public final class TransitionTable<S extends Enum<S>> {

    private final Map<S, Set<S>> rows;

    private TransitionTable(Map<S, Set<S>> rows) {
        this.rows = rows;
    }

    /** Starts a table over the states of {@code type}; a state without a row is final. */
    public static <S extends Enum<S>> Builder<S> of(Class<S> type) {
        return new Builder<>(type);
    }

    /** Whether {@code to} may follow {@code from}. */
    public boolean allows(S from, S to) {
        Set<S> row = rows.get(from);
        return row != null && row.contains(to);
    }

    /** The rows, each state with those that may follow it. */
    public Map<S, Set<S>> rows() {
        return rows;
    }

    /** Collects rows. */
    public static final class Builder<S extends Enum<S>> {

        private final Class<S> type;
        private final Map<S, Set<S>> rows;

        private Builder(Class<S> type) {
            this.type = type;
            this.rows = new EnumMap<>(type);
        }

        /** After {@code from} may come any of {@code next}. */
        @SafeVarargs
        public final Builder<S> row(S from, S... next) {
            Set<S> row = rows.computeIfAbsent(from, state -> EnumSet.noneOf(type));
            for (S state : next) {
                row.add(state);
            }
            return this;
        }

        public TransitionTable<S> build() {
            return new TransitionTable<>(rows);
        }
    }
}
