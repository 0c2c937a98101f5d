package io.yarnflink.state.cells;

import java.io.IOException;

/** A key or a value of a state could not be turned into bytes, or bytes into it. */
public final class StateAccessException extends RuntimeException {

    /**
     * @param doing what was attempted, as in "serialize a value"
     * @param state the state's name
     */
    public StateAccessException(String doing, String state, IOException cause) {
        super("Could not " + doing + " of state '" + state + "': " + cause.getMessage(), cause);
    }
}
