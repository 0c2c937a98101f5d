package io.yarnflink.runtime.exchange;

import io.yarnflink.runtime.control.message.ProducerState;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.io.network.partition.PartitionProducerStateProvider;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.jobgraph.IntermediateDataSetID;
import org.apache.flink.runtime.jobmanager.PartitionProducerDisposedException;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;

/**
 * Asks the JobManager for a gate whose partition was not found: a producer that lives is asked again, one that is gone
 * ends its consumer. Without an answer the gate would wait for ever.
 */
final class ProducerStateQueries implements PartitionProducerStateProvider {

    private final ChannelOwner owner;
    private final Executor executor;

    /**
     * Asks for one attempt.
     *
     * @param executor where gates hear the answer; they take locks, so it must not be an event loop
     */
    ProducerStateQueries(ChannelOwner owner, Executor executor) {
        this.owner = owner;
        this.executor = executor;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the gate hears of a failure through the handle
    public void requestPartitionProducerState(
            IntermediateDataSetID dataSet,
            ResultPartitionID partition,
            Consumer<? super ResponseHandle> responseConsumer) {
        owner.producerOf(partition)
                .handle((state, failure) -> new Answer(owner, translate(partition, state, failure)))
                .thenAcceptAsync(responseConsumer, executor);
    }

    private static Either<ExecutionState, Throwable> translate(
            ResultPartitionID partition, @Nullable ProducerState state, @Nullable Throwable failure) {
        if (state == null) {
            return Either.Right(
                    failure != null
                            ? failure
                            : new IllegalStateException("No state was answered for the producer of " + partition));
        }
        return switch (state) {
            case LIVE -> Either.Left(ExecutionState.RUNNING);
            case FINISHED -> Either.Left(ExecutionState.FINISHED);
            case GONE -> Either.Left(ExecutionState.FAILED);
            case UNKNOWN -> Either.Right(new PartitionProducerDisposedException(partition));
        };
    }

    private record Answer(ChannelOwner owner, Either<ExecutionState, Throwable> producer) implements ResponseHandle {

        @Override
        public ExecutionState getConsumerExecutionState() {
            return ExecutionState.valueOf(owner.state().name());
        }

        @Override
        public Either<ExecutionState, Throwable> getProducerExecutionState() {
            return producer;
        }

        @Override
        public void cancelConsumption() {
            owner.cancel();
        }

        @Override
        public void failConsumption(Throwable cause) {
            owner.fail(cause);
        }
    }
}
