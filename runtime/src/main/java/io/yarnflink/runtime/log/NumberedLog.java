package io.yarnflink.runtime.log;

import java.io.IOException;
import java.util.List;

/**
 * Storage for entries, each under a number of its own that can be taken once. Thread-safe; every method blocks on storage.
 */
public interface NumberedLog {

    /** Makes what is needed before the first entry, for the owner alone; no matter if it is there. */
    void prepare() throws IOException;

    /** The numbers that are taken, ascending; none if there is no log yet. */
    List<Long> numbers() throws IOException;

    /**
     * Reads an entry.
     *
     * @throws java.io.FileNotFoundException if there is none of that number
     */
    byte[] read(long number) throws IOException;

    /**
     * Takes a number. Of all who try, one wins.
     *
     * @return whether this call has won; false if the number is taken
     * @throws IOException if nothing has been taken and nothing will be
     * @throws UndecidedException if nobody can tell whether it has been taken
     */
    boolean tryAppend(long number, byte[] entry) throws IOException;

    /** Removes entries; no matter if they are gone. Their numbers could be taken again, so later ones must be there. */
    void remove(List<Long> numbers) throws IOException;
}
