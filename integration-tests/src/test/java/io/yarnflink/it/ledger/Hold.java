package io.yarnflink.it.ledger;

import java.io.Serializable;

/**
 * Where splits pause.
 *
 * @param position no split gives more entries than so many, and none ends
 * @param release a path; once there is a file, splits go on to their end. Empty if they never do
 */
public record Hold(long position, String release) implements Serializable {

    /** Splits go on to their end. */
    static final Hold NONE = new Hold(Long.MAX_VALUE, "");
}
