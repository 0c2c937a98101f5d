package io.yarnflink.runtime.program;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.client.JobExecutionException;
import org.jspecify.annotations.Nullable;

/** Takes off what a failure was wrapped into on its way, and nothing that the user's code said. */
final class RootCause {

    private RootCause() {}

    static Throwable of(Throwable failure) {
        Throwable refusal = find(failure, UnsupportedJobException.class);
        if (refusal != null) {
            return refusal;
        }
        Throwable current = failure;
        while (isWrapper(current) && current.getCause() != null && current.getCause() != current) {
            current = current.getCause();
        }
        return current;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof InvocationTargetException
                || failure instanceof ExecutionException
                || failure instanceof CompletionException
                || failure instanceof UndeclaredThrowableException
                || failure instanceof ExceptionInInitializerError
                || failure instanceof ProgramInvocationException
                || (failure instanceof JobExecutionException && !(failure instanceof JobCancellationException));
    }

    private static @Nullable Throwable find(Throwable failure, Class<?> type) {
        Throwable current = failure;
        // Bounded, because chains of causes may be circular.
        for (int depth = 0; current != null && depth < 50; depth++) {
            if (type.isInstance(current)) {
                return current;
            }
            current = current.getCause();
        }
        return null;
    }
}
