package io.yarnflink.runtime.control;

import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.control.message.ProducerState;

/** How messages from the JobManager to TaskManagers travel. */
final class JobManagerMessages {

    static final MessageTable TABLE = new MessageTable(
            new MessageType<>(
                    0x81,
                    Side.CLIENT,
                    JobManagerMessage.WorkerRegistered.class,
                    (out, message) -> out.writeLong(message.heartbeatIntervalMillis()),
                    in -> new JobManagerMessage.WorkerRegistered(in.readLong())),
            new MessageType<>(
                    0x82,
                    Side.CLIENT,
                    JobManagerMessage.WorkerRejected.class,
                    (out, message) -> out.writeText(message.reason()),
                    in -> new JobManagerMessage.WorkerRejected(in.readString())),
            new MessageType<>(
                    0x83,
                    Side.CLIENT,
                    JobManagerMessage.Deploy.class,
                    JobManagerMessages::writeDeployment,
                    in -> new JobManagerMessage.Deploy(
                            in.readLong(), FlinkIds.readAttempt(in), in.readCount(), in.readBytes(), in.readBytes())),
            new MessageType<>(
                    0x84,
                    Side.CLIENT,
                    JobManagerMessage.Cancel.class,
                    (out, message) -> FlinkIds.writeAttempt(out, message.attempt()),
                    in -> new JobManagerMessage.Cancel(FlinkIds.readAttempt(in))),
            new MessageType<>(
                    0x85,
                    Side.CLIENT,
                    JobManagerMessage.AttemptEndAcknowledged.class,
                    (out, message) -> FlinkIds.writeAttempt(out, message.attempt()),
                    in -> new JobManagerMessage.AttemptEndAcknowledged(FlinkIds.readAttempt(in))),
            new MessageType<>(
                    0x86,
                    Side.CLIENT,
                    JobManagerMessage.EventToOperator.class,
                    JobManagerMessages::writeEvent,
                    in -> new JobManagerMessage.EventToOperator(
                            in.readLong(), FlinkIds.readAttempt(in), FlinkIds.readOperator(in), in.readBytes())),
            new MessageType<>(
                    0x87,
                    Side.CLIENT,
                    JobManagerMessage.CoordinationAnswered.class,
                    JobManagerMessages::writeAnswer,
                    in -> new JobManagerMessage.CoordinationAnswered(in.readLong(), in.readBytes(), in.readString())),
            new MessageType<>(
                    0x88,
                    Side.CLIENT,
                    JobManagerMessage.ProducerStateAnswered.class,
                    (out, message) -> {
                        out.writeLong(message.requestId());
                        out.writeEnum(message.state());
                    },
                    in -> new JobManagerMessage.ProducerStateAnswered(in.readLong(), in.readEnum(ProducerState.class))),
            new MessageType<>(
                    0x89,
                    Side.CLIENT,
                    JobManagerMessage.JobEnded.class,
                    (out, message) -> FlinkIds.writeJob(out, message.job()),
                    in -> new JobManagerMessage.JobEnded(FlinkIds.readJob(in))),
            new MessageType<>(
                    0x8a,
                    Side.CLIENT,
                    JobManagerMessage.ShutDown.class,
                    (out, message) -> out.writeText(message.reason()),
                    in -> new JobManagerMessage.ShutDown(in.readString())),
            new MessageType<>(
                    0x8b,
                    Side.CLIENT,
                    JobManagerMessage.TriggerCheckpoint.class,
                    JobManagerMessages::writeTrigger,
                    in -> new JobManagerMessage.TriggerCheckpoint(
                            FlinkIds.readAttempt(in), in.readLong(), in.readLong(), in.readBytes())),
            new MessageType<>(
                    0x8c,
                    Side.CLIENT,
                    JobManagerMessage.CheckpointConfirmed.class,
                    JobManagerMessages::writeConfirmation,
                    in -> new JobManagerMessage.CheckpointConfirmed(
                            FlinkIds.readAttempt(in), in.readLong(), in.readLong(), in.readLong())),
            new MessageType<>(
                    0x8d,
                    Side.CLIENT,
                    JobManagerMessage.CheckpointAborted.class,
                    JobManagerMessages::writeAbortion,
                    in -> new JobManagerMessage.CheckpointAborted(
                            FlinkIds.readAttempt(in), in.readLong(), in.readLong())),
            new MessageType<>(
                    0x8e,
                    Side.CLIENT,
                    JobManagerMessage.HeartbeatAnswered.class,
                    (out, message) -> {},
                    in -> new JobManagerMessage.HeartbeatAnswered()),
            new MessageType<>(
                    0x8f,
                    Side.CLIENT,
                    JobManagerMessage.ArtifactRead.class,
                    (out, message) -> {
                        out.writeLong(message.requestId());
                        out.writeBytes(message.part());
                        out.writeText(message.error());
                    },
                    in -> new JobManagerMessage.ArtifactRead(in.readLong(), in.readBytes(), in.readString())));

    private JobManagerMessages() {}

    private static void writeDeployment(MessageWriter out, JobManagerMessage.Deploy message) {
        out.writeLong(message.sequence());
        FlinkIds.writeAttempt(out, message.attempt());
        out.writeInt(message.slot());
        out.writeBytes(message.job());
        out.writeBytes(message.task());
    }

    private static void writeEvent(MessageWriter out, JobManagerMessage.EventToOperator message) {
        out.writeLong(message.requestId());
        FlinkIds.writeAttempt(out, message.attempt());
        FlinkIds.writeOperator(out, message.operator());
        out.writeBytes(message.event());
    }

    private static void writeAnswer(MessageWriter out, JobManagerMessage.CoordinationAnswered message) {
        out.writeLong(message.requestId());
        out.writeBytes(message.response());
        out.writeText(message.error());
    }

    private static void writeTrigger(MessageWriter out, JobManagerMessage.TriggerCheckpoint message) {
        FlinkIds.writeAttempt(out, message.attempt());
        out.writeLong(message.checkpoint());
        out.writeLong(message.timestamp());
        out.writeBytes(message.options());
    }

    private static void writeConfirmation(MessageWriter out, JobManagerMessage.CheckpointConfirmed message) {
        FlinkIds.writeAttempt(out, message.attempt());
        out.writeLong(message.checkpoint());
        out.writeLong(message.timestamp());
        out.writeLong(message.subsumed());
    }

    private static void writeAbortion(MessageWriter out, JobManagerMessage.CheckpointAborted message) {
        FlinkIds.writeAttempt(out, message.attempt());
        out.writeLong(message.checkpoint());
        out.writeLong(message.latestCompleted());
    }
}
