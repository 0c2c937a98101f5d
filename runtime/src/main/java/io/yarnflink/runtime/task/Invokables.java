package io.yarnflink.runtime.task;

import java.lang.reflect.InvocationTargetException;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.jobgraph.tasks.TaskInvokable;
import org.apache.flink.util.FlinkException;

/** Makes what a task runs. */
final class Invokables {

    private Invokables() {}

    /**
     * Loads the class with the user code's loader and calls its constructor.
     *
     * @throws Throwable what the constructor throws, or a {@link FlinkException} if there is no such class or constructor
     */
    static TaskInvokable create(ClassLoader userCode, String className, Environment environment) throws Throwable {
        try {
            return Class.forName(className, true, userCode)
                    .asSubclass(TaskInvokable.class)
                    .getConstructor(Environment.class)
                    .newInstance(environment);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new FlinkException(
                    "Expected a task class with a public constructor that takes an Environment, but " + className
                            + " is not one or is not on the user's class path",
                    e);
        }
    }
}
