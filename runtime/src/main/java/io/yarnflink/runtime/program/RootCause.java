package io.yarnflink.runtime.program;

import io.yarnflink.runtime.snapshot.RestoreException;
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
        Throwable refusal = findRefusal(failure);
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

    /** What we said to the user before the job began. */
    private static @Nullable Throwable findRefusal(Throwable failure) {
        Throwable current = failure;
        // Bounded, because chains of causes may be circular.
        for (int depth = 0; current != null && depth < 50; depth++) {
            if (current instanceof UnsupportedJobException || current instanceof RestoreException) {
                return current;
            }
            current = current.getCause();
        }
        return null;
    }
}
