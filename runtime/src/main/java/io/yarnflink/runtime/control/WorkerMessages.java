package io.yarnflink.runtime.control;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.WorkerMessage;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;

/** How messages from TaskManagers to the JobManager travel. */
final class WorkerMessages {

    /** Tags up to here are this table's, from the client's last one on. */
    static final int LAST_TAG = 0x7f;

    static final MessageTable TABLE = new MessageTable(
            new MessageType<>(
                    0x41,
                    Side.SERVER,
                    WorkerMessage.RegisterWorker.class,
                    WorkerMessages::writeRegistration,
                    WorkerMessages::readRegistration),
            new MessageType<>(
                    0x42,
                    Side.SERVER,
                    WorkerMessage.Heartbeat.class,
                    (out, message) -> {
                        out.writeLong(message.lastDeployment());
                        out.writeList(message.attempts(), WorkerMessages::writeStatus);
                    },
                    in -> new WorkerMessage.Heartbeat(in.readLong(), in.readList(WorkerMessages::readStatus))),
            new MessageType<>(
                    0x43,
                    Side.SERVER,
                    WorkerMessage.AttemptUpdate.class,
                    (out, message) -> writeStatus(out, message.status()),
                    in -> new WorkerMessage.AttemptUpdate(readStatus(in))),
            new MessageType<>(
                    0x44,
                    Side.SERVER,
                    WorkerMessage.EventToCoordinator.class,
                    WorkerMessages::writeEvent,
                    in -> new WorkerMessage.EventToCoordinator(
                            FlinkIds.readAttempt(in), FlinkIds.readOperator(in), in.readBytes())),
            new MessageType<>(
                    0x45,
                    Side.SERVER,
                    WorkerMessage.EventAcknowledged.class,
                    (out, message) -> {
                        out.writeLong(message.requestId());
                        out.writeText(message.error());
                    },
                    in -> new WorkerMessage.EventAcknowledged(in.readLong(), in.readString())),
            new MessageType<>(
                    0x46,
                    Side.SERVER,
                    WorkerMessage.CoordinationRequested.class,
                    WorkerMessages::writeCoordination,
                    in -> new WorkerMessage.CoordinationRequested(
                            in.readLong(), FlinkIds.readJob(in), FlinkIds.readOperator(in), in.readBytes())),
            new MessageType<>(
                    0x47,
                    Side.SERVER,
                    WorkerMessage.ProducerStateRequested.class,
                    (out, message) -> {
                        out.writeLong(message.requestId());
                        FlinkIds.writeJob(out, message.job());
                        FlinkIds.writePartition(out, message.partition());
                    },
                    in -> new WorkerMessage.ProducerStateRequested(
                            in.readLong(), FlinkIds.readJob(in), FlinkIds.readPartition(in))),
            new MessageType<>(
                    0x48,
                    Side.SERVER,
                    WorkerMessage.WorkerFailing.class,
                    (out, message) -> writeFailure(out, message.cause()),
                    in -> new WorkerMessage.WorkerFailing(readFailure(in))),
            new MessageType<>(
                    0x49,
                    Side.SERVER,
                    WorkerMessage.CheckpointAcknowledged.class,
                    WorkerMessages::writeAcknowledgement,
                    in -> new WorkerMessage.CheckpointAcknowledged(
                            FlinkIds.readAttempt(in), in.readLong(), readSnapshot(in))),
            new MessageType<>(
                    0x4a,
                    Side.SERVER,
                    WorkerMessage.CheckpointDeclined.class,
                    WorkerMessages::writeDecline,
                    in -> new WorkerMessage.CheckpointDeclined(
                            FlinkIds.readAttempt(in),
                            in.readLong(),
                            in.readEnum(CheckpointFailureReason.class),
                            readFailure(in))),
            new MessageType<>(
                    0x4b,
                    Side.SERVER,
                    WorkerMessage.ArtifactRequested.class,
                    (out, message) -> {
                        out.writeLong(message.requestId());
                        FlinkIds.writeJob(out, message.job());
                        out.writeString(message.digest());
                        out.writeLong(message.offset());
                    },
                    in -> new WorkerMessage.ArtifactRequested(
                            in.readLong(), FlinkIds.readJob(in), in.readString(), in.readLong())));

    private WorkerMessages() {}

    private static void writeRegistration(MessageWriter out, WorkerMessage.RegisterWorker message) {
        out.writeString(message.worker().value());
        out.writeString(message.host());
        out.writeInt(message.dataPort());
        out.writeInt(message.slots());
    }

    private static WorkerMessage.RegisterWorker readRegistration(MessageReader in) {
        return new WorkerMessage.RegisterWorker(
                new WorkerId(in.readString()), in.readString(), in.readCount(), in.readCount());
    }

    private static void writeEvent(MessageWriter out, WorkerMessage.EventToCoordinator message) {
        FlinkIds.writeAttempt(out, message.attempt());
        FlinkIds.writeOperator(out, message.operator());
        out.writeBytes(message.event());
    }

    private static void writeCoordination(MessageWriter out, WorkerMessage.CoordinationRequested message) {
        out.writeLong(message.requestId());
        FlinkIds.writeJob(out, message.job());
        FlinkIds.writeOperator(out, message.operator());
        out.writeBytes(message.request());
    }

    private static void writeStatus(MessageWriter out, AttemptStatus status) {
        FlinkIds.writeAttempt(out, status.attempt());
        out.writeEnum(status.state());
        out.writeOptional(status.failure(), WorkerMessages::writeFailure);
        out.writeBytes(status.accumulators());
        out.writeBoolean(status.progress().endOfData());
        out.writeLong(status.progress().confirmedCheckpoint());
    }

    private static AttemptStatus readStatus(MessageReader in) {
        return new AttemptStatus(
                FlinkIds.readAttempt(in),
                in.readEnum(AttemptState.class),
                in.readOptional(WorkerMessages::readFailure),
                in.readBytes(),
                new AttemptStatus.Progress(in.readBoolean(), in.readLong()));
    }

    private static void writeAcknowledgement(MessageWriter out, WorkerMessage.CheckpointAcknowledged message) {
        FlinkIds.writeAttempt(out, message.attempt());
        out.writeLong(message.checkpoint());
        SubtaskSnapshot snapshot = message.snapshot();
        out.writeBytes(snapshot.state());
        out.writeLong(snapshot.stateBytes());
        out.writeLong(snapshot.newBytes());
        out.writeLong(snapshot.alignmentMillis());
        out.writeLong(snapshot.syncMillis());
        out.writeLong(snapshot.asyncMillis());
    }

    private static SubtaskSnapshot readSnapshot(MessageReader in) {
        return new SubtaskSnapshot(
                in.readBytes(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }

    private static void writeDecline(MessageWriter out, WorkerMessage.CheckpointDeclined message) {
        FlinkIds.writeAttempt(out, message.attempt());
        out.writeLong(message.checkpoint());
        out.writeEnum(message.reason());
        writeFailure(out, message.cause());
    }

    private static void writeFailure(MessageWriter out, FailureCause cause) {
        out.writeText(cause.summary());
        out.writeText(cause.stackTrace());
    }

    private static FailureCause readFailure(MessageReader in) {
        return new FailureCause(in.readString(), in.readString());
    }
}
