package io.yarnflink.runtime.control;

import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.shaded.netty4.io.netty.buffer.ByteBuf;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;

/** Flink's ids as bytes of fixed length, in Flink's own binary forms. */
final class FlinkIds {

    private static final int ATTEMPT_BYTES = ExecutionAttemptID.getByteBufLength();
    private static final int PARTITION_BYTES = new ResultPartitionID().getBytes().length;

    private FlinkIds() {}

    static void writeAttempt(MessageWriter out, ExecutionAttemptID attempt) {
        byte[] bytes = new byte[ATTEMPT_BYTES];
        // The id of the execution graph in it can be had in no other way.
        ByteBuf buffer = Unpooled.wrappedBuffer(bytes).writerIndex(0);
        attempt.writeTo(buffer);
        out.writeFixed(bytes);
    }

    static ExecutionAttemptID readAttempt(MessageReader in) {
        return ExecutionAttemptID.fromByteBuf(Unpooled.wrappedBuffer(in.readFixed(ATTEMPT_BYTES)));
    }

    static void writeJob(MessageWriter out, JobID job) {
        out.writeFixed(job.getBytes());
    }

    static JobID readJob(MessageReader in) {
        return new JobID(in.readFixed(JobID.SIZE));
    }

    static void writeOperator(MessageWriter out, OperatorID operator) {
        out.writeFixed(operator.getBytes());
    }

    static OperatorID readOperator(MessageReader in) {
        return new OperatorID(in.readFixed(OperatorID.SIZE));
    }

    static void writePartition(MessageWriter out, ResultPartitionID partition) {
        out.writeFixed(partition.getBytes());
    }

    static ResultPartitionID readPartition(MessageReader in) {
        return new ResultPartitionID(in.readFixed(PARTITION_BYTES));
    }
}
