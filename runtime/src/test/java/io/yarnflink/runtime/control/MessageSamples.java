package io.yarnflink.runtime.control;

import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.JobView;
import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.ClientAnswer;
import io.yarnflink.runtime.control.message.ClientMessage;
import io.yarnflink.runtime.control.message.ControlMessage;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.control.message.ProducerState;
import io.yarnflink.runtime.control.message.StatusMessage;
import io.yarnflink.runtime.control.message.WorkerMessage;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.jobgraph.IntermediateDataSetID;
import org.apache.flink.runtime.jobgraph.IntermediateResultPartitionID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.scheduler.strategy.ExecutionVertexID;

/** At least one message of each type, with everything in it that may be absent, and one without. */
final class MessageSamples {

    /** Fields in which Flink's ids remember their text; no part of their value. */
    static final String CACHED = ".*\\.hexString";

    private static final ExecutionAttemptID ATTEMPT = attempt(3, 1);
    private static final OperatorID OPERATOR = new OperatorID();
    private static final JobID JOB = new JobID();
    private static final byte[] SMALL = {1, 2, 3};
    private static final byte[] LARGE = bytes(20_000);
    private static final FailureCause FAILURE = new FailureCause("IOException: Platte voll — ß", "at x\nat y");

    static final List<ControlMessage> TO_SERVER = List.of(
            new ClientMessage.WatchApplication(),
            new ClientMessage.CancelApplication(),
            new WorkerMessage.RegisterWorker(new WorkerId("container_1_2"), "127.0.0.1", 4711, 2),
            new WorkerMessage.Heartbeat(
                    7,
                    List.of(
                            AttemptStatus.of(ATTEMPT, AttemptState.RUNNING),
                            new AttemptStatus(
                                    attempt(0, 0),
                                    AttemptState.FAILED,
                                    Optional.of(FAILURE),
                                    LARGE,
                                    new AttemptStatus.Progress(true, 41)))),
            new WorkerMessage.Heartbeat(0, List.of()),
            new WorkerMessage.AttemptUpdate(new AttemptStatus(
                    ATTEMPT, AttemptState.FINISHED, Optional.empty(), SMALL, AttemptStatus.Progress.START)),
            new WorkerMessage.EventToCoordinator(ATTEMPT, OPERATOR, SMALL),
            new WorkerMessage.EventAcknowledged(Long.MAX_VALUE, "no such operator"),
            new WorkerMessage.CoordinationRequested(8, JOB, OPERATOR, SMALL),
            new WorkerMessage.ProducerStateRequested(
                    9,
                    JOB,
                    new ResultPartitionID(new IntermediateResultPartitionID(new IntermediateDataSetID(), 5), ATTEMPT)),
            new WorkerMessage.CheckpointAcknowledged(
                    ATTEMPT, 42, new SubtaskSnapshot(LARGE, 5_000_000_000L, 7, 1, 2, 3)),
            new WorkerMessage.CheckpointAcknowledged(ATTEMPT, 43, new SubtaskSnapshot(new byte[0], 0, 0, 0, 0, 0)),
            new WorkerMessage.CheckpointDeclined(
                    ATTEMPT, 44, CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY, FAILURE),
            new ClientMessage.TakeSavepoint(
                    10,
                    Optional.of(JOB.toHexString()),
                    ClientMessage.SavepointGoal.DRAIN,
                    Optional.of("hdfs:///s"),
                    true),
            new ClientMessage.TakeSavepoint(
                    11, Optional.empty(), ClientMessage.SavepointGoal.GO_ON, Optional.empty(), false),
            new ClientMessage.ListCheckpoints(12),
            new WorkerMessage.ArtifactRequested(13, JOB, "c0ffee", 5_000_000_000L),
            new WorkerMessage.WorkerFailing(FAILURE));

    static final List<ControlMessage> TO_CLIENT = List.of(
            new StatusMessage(new ApplicationStatus(
                    ApplicationPhase.FAILED,
                    2,
                    1,
                    List.of(
                            new JobView(JOB.toHexString(), "words", JobPhase.FAILED, 4, 0, 1, Optional.of("broken")),
                            new JobView(JOB.toHexString(), "", JobPhase.RUNNING, 4, 3, 1, Optional.empty())),
                    Optional.of("it broke"))),
            new StatusMessage(new ApplicationStatus(ApplicationPhase.RUNNING, 0, 0, List.of(), Optional.empty())),
            new JobManagerMessage.WorkerRegistered(1000),
            new JobManagerMessage.WorkerRejected("unknown"),
            new JobManagerMessage.Deploy(1, ATTEMPT, 0, LARGE, SMALL),
            new JobManagerMessage.Deploy(2, ATTEMPT, 1, new byte[0], LARGE),
            new JobManagerMessage.Cancel(ATTEMPT),
            new JobManagerMessage.AttemptEndAcknowledged(ATTEMPT),
            new JobManagerMessage.EventToOperator(3, ATTEMPT, OPERATOR, SMALL),
            new JobManagerMessage.CoordinationAnswered(4, SMALL, ""),
            new JobManagerMessage.ProducerStateAnswered(5, ProducerState.GONE),
            new JobManagerMessage.ArtifactRead(13, LARGE, ""),
            new JobManagerMessage.ArtifactRead(14, new byte[0], "no such file"),
            new JobManagerMessage.JobEnded(JOB),
            new JobManagerMessage.TriggerCheckpoint(ATTEMPT, 42, 1_700_000_000_000L, SMALL),
            new JobManagerMessage.CheckpointConfirmed(ATTEMPT, 42, 1_700_000_000_000L, 41),
            new JobManagerMessage.CheckpointAborted(ATTEMPT, 43, 42),
            new JobManagerMessage.HeartbeatAnswered(),
            new ClientAnswer.SavepointTaken(10, "hdfs:///s/savepoint-1"),
            new ClientAnswer.CheckpointsListed(
                    12,
                    List.of(new CheckpointView(JOB.toHexString(), "words", 42, false, 1, 2, 3, "hdfs:///c/chk-42"))),
            new ClientAnswer.RequestFailed(11, "no such job"),
            new JobManagerMessage.ShutDown("no longer needed"));

    private MessageSamples() {}

    static ExecutionAttemptID attempt(int subtask, int number) {
        return new ExecutionAttemptID(
                new ExecutionGraphID(), new ExecutionVertexID(new JobVertexID(), subtask), number);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
