package io.yarnflink.runtime.control;

import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.JobView;
import io.yarnflink.runtime.control.message.ClientAnswer;
import io.yarnflink.runtime.control.message.ClientMessage;
import io.yarnflink.runtime.control.message.StatusMessage;

/** How messages between client and ApplicationMaster travel. Touches no class of Flink's: clients do not have them. */
final class ClientMessages {

    /** Tags up to here are this table's. */
    static final int LAST_TAG = 0x3f;

    static final MessageTable TABLE = new MessageTable(
            new MessageType<>(
                    0x01,
                    Side.SERVER,
                    ClientMessage.WatchApplication.class,
                    (out, message) -> {},
                    in -> new ClientMessage.WatchApplication()),
            new MessageType<>(
                    0x02,
                    Side.SERVER,
                    ClientMessage.CancelApplication.class,
                    (out, message) -> {},
                    in -> new ClientMessage.CancelApplication()),
            new MessageType<>(
                    0x03,
                    Side.SERVER,
                    ClientMessage.TakeSavepoint.class,
                    ClientMessages::writeSavepoint,
                    in -> new ClientMessage.TakeSavepoint(
                            in.readLong(),
                            in.readOptional(MessageReader::readString),
                            in.readEnum(ClientMessage.SavepointGoal.class),
                            in.readOptional(MessageReader::readString),
                            in.readBoolean())),
            new MessageType<>(
                    0x04,
                    Side.SERVER,
                    ClientMessage.ListCheckpoints.class,
                    (out, message) -> out.writeLong(message.request()),
                    in -> new ClientMessage.ListCheckpoints(in.readLong())),
            new MessageType<>(
                    0x22,
                    Side.CLIENT,
                    ClientAnswer.SavepointTaken.class,
                    (out, message) -> {
                        out.writeLong(message.request());
                        out.writeText(message.path());
                    },
                    in -> new ClientAnswer.SavepointTaken(in.readLong(), in.readString())),
            new MessageType<>(
                    0x23,
                    Side.CLIENT,
                    ClientAnswer.CheckpointsListed.class,
                    (out, message) -> {
                        out.writeLong(message.request());
                        out.writeList(message.checkpoints(), ClientMessages::writeCheckpoint);
                    },
                    in -> new ClientAnswer.CheckpointsListed(
                            in.readLong(), in.readList(ClientMessages::readCheckpoint))),
            new MessageType<>(
                    0x24,
                    Side.CLIENT,
                    ClientAnswer.RequestFailed.class,
                    (out, message) -> {
                        out.writeLong(message.request());
                        out.writeText(message.reason());
                    },
                    in -> new ClientAnswer.RequestFailed(in.readLong(), in.readString())),
            new MessageType<>(
                    0x21,
                    Side.CLIENT,
                    StatusMessage.class,
                    (out, message) -> writeStatus(out, message.status()),
                    in -> new StatusMessage(readStatus(in))));

    private ClientMessages() {}

    private static void writeStatus(MessageWriter out, ApplicationStatus status) {
        out.writeEnum(status.phase());
        out.writeInt(status.workersWanted());
        out.writeInt(status.workersRegistered());
        out.writeList(status.jobs(), ClientMessages::writeJob);
        out.writeOptional(status.failure(), MessageWriter::writeText);
    }

    private static ApplicationStatus readStatus(MessageReader in) {
        return new ApplicationStatus(
                in.readEnum(ApplicationPhase.class),
                in.readCount(),
                in.readCount(),
                in.readList(ClientMessages::readJob),
                in.readOptional(MessageReader::readString));
    }

    private static void writeJob(MessageWriter out, JobView job) {
        out.writeString(job.id());
        out.writeText(job.name());
        out.writeEnum(job.phase());
        out.writeInt(job.tasks());
        out.writeInt(job.running());
        out.writeInt(job.finished());
        out.writeOptional(job.failure(), MessageWriter::writeText);
    }

    private static JobView readJob(MessageReader in) {
        return new JobView(
                in.readString(),
                in.readString(),
                in.readEnum(JobPhase.class),
                in.readCount(),
                in.readCount(),
                in.readCount(),
                in.readOptional(MessageReader::readString));
    }

    private static void writeSavepoint(MessageWriter out, ClientMessage.TakeSavepoint message) {
        out.writeLong(message.request());
        out.writeOptional(message.job(), MessageWriter::writeText);
        out.writeEnum(message.goal());
        out.writeOptional(message.directory(), MessageWriter::writeText);
        out.writeBoolean(message.canonical());
    }

    private static void writeCheckpoint(MessageWriter out, CheckpointView checkpoint) {
        out.writeString(checkpoint.job());
        out.writeText(checkpoint.jobName());
        out.writeLong(checkpoint.id());
        out.writeBoolean(checkpoint.savepoint());
        out.writeLong(checkpoint.triggeredAt());
        out.writeLong(checkpoint.durationMillis());
        out.writeLong(checkpoint.stateBytes());
        out.writeText(checkpoint.path());
    }

    private static CheckpointView readCheckpoint(MessageReader in) {
        return new CheckpointView(
                in.readString(),
                in.readString(),
                in.readLong(),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readString());
    }
}
