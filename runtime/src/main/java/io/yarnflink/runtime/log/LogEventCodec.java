package io.yarnflink.runtime.log;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The binary form of a {@link LogEvent}: a tag byte, then its components in order. */
final class LogEventCodec {

    private static final int CLAIMED = 1;
    private static final int JOB_SUBMITTED = 2;
    private static final int CHECKPOINT_COMPLETED = 3;
    private static final int CHECKPOINT_DROPPED = 4;
    private static final int JOB_ENDED = 5;
    private static final int APPLICATION_ENDED = 6;
    private static final int CHECKPOINT_ADOPTED = 7;

    private LogEventCodec() {}

    static void write(DataOutputStream out, LogEvent event) throws IOException {
        if (event instanceof LogEvent.Claimed claimed) {
            out.writeByte(CLAIMED);
            out.writeInt(claimed.attempt());
            LogEntryCodec.writeString(out, claimed.master());
        } else if (event instanceof LogEvent.JobSubmitted submitted) {
            out.writeByte(JOB_SUBMITTED);
            out.writeInt(submitted.ordinal());
            LogEntryCodec.writeString(out, submitted.id());
            LogEntryCodec.writeString(out, submitted.name());
            LogEntryCodec.writeOptional(out, submitted.graph());
        } else if (event instanceof LogEvent.CheckpointCompleted completed) {
            out.writeByte(CHECKPOINT_COMPLETED);
            writeCompleted(out, completed);
        } else if (event instanceof LogEvent.CheckpointAdopted adopted) {
            out.writeByte(CHECKPOINT_ADOPTED);
            out.writeInt(adopted.ordinal());
            writeCheckpoint(out, adopted.checkpoint());
        } else if (event instanceof LogEvent.CheckpointDropped dropped) {
            out.writeByte(CHECKPOINT_DROPPED);
            out.writeInt(dropped.ordinal());
            out.writeLong(dropped.checkpoint());
            writeCheckpoints(out, dropped.reinstated());
        } else if (event instanceof LogEvent.JobEnded ended) {
            out.writeByte(JOB_ENDED);
            out.writeInt(ended.ordinal());
            writeEnd(out, ended.end());
            out.writeBoolean(ended.retained());
        } else if (event instanceof LogEvent.ApplicationEnded ended) {
            out.writeByte(APPLICATION_ENDED);
            LogEntryCodec.writeString(out, ended.outcome());
            LogEntryCodec.writeOptional(out, ended.failure());
        }
    }

    static LogEvent read(DataInputStream in) throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case CLAIMED -> new LogEvent.Claimed(in.readInt(), LogEntryCodec.readString(in));
            case JOB_SUBMITTED ->
                new LogEvent.JobSubmitted(
                        in.readInt(),
                        LogEntryCodec.readString(in),
                        LogEntryCodec.readString(in),
                        LogEntryCodec.readOptional(in));
            case CHECKPOINT_COMPLETED -> readCompleted(in);
            case CHECKPOINT_ADOPTED -> new LogEvent.CheckpointAdopted(in.readInt(), readCheckpoint(in));
            case CHECKPOINT_DROPPED -> new LogEvent.CheckpointDropped(in.readInt(), in.readLong(), readCheckpoints(in));
            case JOB_ENDED -> new LogEvent.JobEnded(in.readInt(), readEnd(in), in.readBoolean());
            case APPLICATION_ENDED ->
                new LogEvent.ApplicationEnded(LogEntryCodec.readString(in), LogEntryCodec.readOptional(in));
            default -> throw new IOException("An event of the unknown kind " + tag);
        };
    }

    private static void writeCompleted(DataOutputStream out, LogEvent.CheckpointCompleted completed)
            throws IOException {
        out.writeInt(completed.ordinal());
        writeCheckpoint(out, completed.checkpoint());
        out.writeInt(completed.subsumed().size());
        for (long subsumed : completed.subsumed()) {
            out.writeLong(subsumed);
        }
    }

    private static LogEvent readCompleted(DataInputStream in) throws IOException {
        int ordinal = in.readInt();
        LoggedCheckpoint checkpoint = readCheckpoint(in);
        int count = in.readInt();
        List<Long> subsumed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            subsumed.add(in.readLong());
        }
        return new LogEvent.CheckpointCompleted(ordinal, checkpoint, subsumed);
    }

    static void writeCheckpoints(DataOutputStream out, List<LoggedCheckpoint> checkpoints) throws IOException {
        out.writeInt(checkpoints.size());
        for (LoggedCheckpoint checkpoint : checkpoints) {
            writeCheckpoint(out, checkpoint);
        }
    }

    static List<LoggedCheckpoint> readCheckpoints(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<LoggedCheckpoint> checkpoints = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            checkpoints.add(readCheckpoint(in));
        }
        return checkpoints;
    }

    private static void writeCheckpoint(DataOutputStream out, LoggedCheckpoint checkpoint) throws IOException {
        out.writeLong(checkpoint.id());
        LogEntryCodec.writeString(out, checkpoint.kind().name());
        LogEntryCodec.writeString(out, checkpoint.path());
        out.writeLong(checkpoint.triggeredAt());
        out.writeLong(checkpoint.completedAt());
        out.writeLong(checkpoint.stateBytes());
    }

    private static LoggedCheckpoint readCheckpoint(DataInputStream in) throws IOException {
        return new LoggedCheckpoint(
                in.readLong(),
                LoggedCheckpoint.Kind.valueOf(LogEntryCodec.readString(in)),
                LogEntryCodec.readString(in),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }

    static void writeEnd(DataOutputStream out, LoggedEnd end) throws IOException {
        LogEntryCodec.writeString(out, end.result().name());
        LogEntryCodec.writeOptional(out, end.file());
        LogEntryCodec.writeOptional(out, end.failure());
    }

    static LoggedEnd readEnd(DataInputStream in) throws IOException {
        return new LoggedEnd(
                LoggedEnd.Result.valueOf(LogEntryCodec.readString(in)),
                LogEntryCodec.readOptional(in),
                LogEntryCodec.readOptional(in));
    }
}
