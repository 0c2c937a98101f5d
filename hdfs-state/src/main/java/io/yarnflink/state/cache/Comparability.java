package io.yarnflink.state.cache;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.api.java.tuple.Tuple;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.windowing.windows.GlobalWindow;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.jspecify.annotations.Nullable;

/**
 * Whether objects are equal exactly if their serialized forms are. The store tells keys apart by their bytes; a cache may
 * only go by {@code equals} where that is the same. Where it is not sure, the answer is no, and the cache is passed by.
 */
final class Comparability {

    private static final Set<Class<?>> KNOWN = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Character.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            VoidNamespace.class,
            TimeWindow.class,
            GlobalWindow.class);
    private static final String ROW_OF_SQL = "org.apache.flink.table.data.binary.BinaryRowData";
    private static final String TIMES = "java.time.";
    private static final int DEEPEST = 4;

    private static final ClassValue<Boolean> CLASSES = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return byClass(type, 0);
        }
    };

    private Comparability() {}

    /** Whether {@code object} can be told from others by {@code equals} and {@code hashCode}. */
    static boolean byEquals(@Nullable Object object) {
        if (object instanceof Tuple tuple) {
            for (int i = 0; i < tuple.getArity(); i++) {
                if (!byEquals(tuple.getField(i))) {
                    return false;
                }
            }
            return true;
        }
        return object != null && CLASSES.get(object.getClass());
    }

    private static boolean byClass(Class<?> type, int depth) {
        if (type.isPrimitive()
                || KNOWN.contains(type)
                || type.isEnum()
                || type.getName().startsWith(TIMES)) {
            return true;
        }
        if (type.getName().equals(ROW_OF_SQL)) {
            return true;
        }
        boolean opaque = type.isArray() || type.isInterface() || type.getName().startsWith("java.");
        return !opaque && depth < DEEPEST && definesEquality(type) && fieldsAre(type, depth);
    }

    private static boolean definesEquality(Class<?> type) {
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class
                    && type.getMethod("hashCode").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException impossible) {
            return false;
        }
    }

    private static boolean fieldsAre(Class<?> type, int depth) {
        for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
            for (Field field : part.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !byClass(field.getType(), depth + 1)) {
                    return false;
                }
            }
        }
        return true;
    }
}
