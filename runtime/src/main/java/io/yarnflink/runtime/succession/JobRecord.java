package io.yarnflink.runtime.succession;

import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedEnd;
import io.yarnflink.runtime.log.LoggedJob;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A job in the log. Thread-safe. All methods but {@link #adopted} and {@link #giveUp} block; each may throw {@link LostLeadershipException}
 * instead of doing anything once another attempt leads the application.
 */
public interface JobRecord {

    /** Of a job that nothing is written down of. */
    JobRecord NONE = new Unrecorded();

    /** What an earlier attempt has written down; empty if none has. */
    Optional<LoggedJob> inherited();

    /** Which attempt runs the job now, from 1. */
    int attempt();

    /** Whether a job that takes no checkpoints is begun from its start by an attempt that finds an earlier one lost. */
    boolean isBegunAnew();

    /** Reads a file that an earlier attempt has left. */
    byte[] read(String file) throws IOException;

    /**
     * The job has been submitted; has it written down soon.
     *
     * @param graph gives its serialized graph; called at once if it is needed
     */
    void submitted(Supplier<byte[]> graph);

    /**
     * The job begins from a checkpoint of another job, which is its own from now on. Has it written down soon, and before
     * any that the job takes itself. Returns at once; called after {@link #submitted}, if that is.
     */
    void adopted(LoggedCheckpoint checkpoint);

    /**
     * Makes sure that no newer attempt has taken over before this call. To be called when the place of a checkpoint has been
     * made, before anything is written into it: a newer attempt does not use the numbers of places that it finds when it
     * begins.
     *
     * @throws IOException if that is not sure
     */
    void verify() throws IOException;

    /**
     * A checkpoint is on storage. When this returns true, it counts: everybody who restarts the job begins from it.
     *
     * @param retained how many checkpoints of the job's own stay; older ones do not count any more
     * @return false if a newer one counts already
     * @throws IOException if it does not count and will not
     */
    boolean completed(LoggedCheckpoint checkpoint, int retained) throws IOException;

    /** The checkpoints and savepoints that count now, by number. */
    List<LoggedCheckpoint> counting();

    /**
     * A checkpoint shall not count, whether it is written down already or not; those that it has replaced count again. Nobody
     * has been told that it is complete. Returns at once.
     */
    void giveUp(long checkpoint);

    /**
     * Makes sure that no attempt needs what was written for a checkpoint that has been {@linkplain #giveUp given up}.
     *
     * @throws IOException if that is not sure
     */
    void beforeDeletion(long checkpoint) throws IOException;

    /**
     * Makes sure that a later attempt does not begin from a newer checkpoint than the one that tasks are given now.
     *
     * @throws IOException if that is not sure
     */
    void beforeRestore(long checkpoint) throws IOException;

    /**
     * The job has ended.
     *
     * @param result gives its serialized result; called if a later attempt may ask for it
     * @param failure the root cause, if it failed
     * @param retained whether its checkpoints stay
     */
    void ended(LoggedEnd.Result end, Supplier<byte[]> result, Optional<String> failure, boolean retained)
            throws IOException;
}
