package io.yarnflink.am.archive;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.MemorySize;

/**
 * Writes down which configuration keys there are, so that the client can tell a slip of the pen: of Flink's JARs every
 * {@link ConfigOption}, of our own every key that a class mentions. One line each: the key, a tab, the kind of value.
 */
public final class KnownKeys {

    private static final Pattern OPTIONS_CLASS = Pattern.compile("org/apache/flink/.*Options[^/]*\\.class");
    private static final Pattern OWN_KEY = Pattern.compile("(?<!io\\.)yarnflink(\\.[a-z0-9-]+)+");
    private static final String OWN_JARS = "yarn-flink-";

    private final Map<String, String> kinds = new TreeMap<>();

    private KnownKeys() {}

    /** Arguments: the file to write, then JARs; those of Flink must be on the class path. */
    public static void main(String[] arguments) throws Exception {
        KnownKeys keys = new KnownKeys();
        for (int i = 1; i < arguments.length; i++) {
            keys.addJar(Path.of(arguments[i]));
        }
        Files.write(
                Path.of(arguments[0]),
                keys.kinds.entrySet().stream()
                        .map(entry -> entry.getKey() + "\t" + entry.getValue())
                        .toList());
    }

    private void addJar(Path path) throws Exception {
        boolean own = String.valueOf(path.getFileName()).startsWith(OWN_JARS);
        try (JarFile jar = new JarFile(path.toFile())) {
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (own && entry.getName().endsWith(".class")) {
                    addMentioned(jar, entry);
                } else if (OPTIONS_CLASS.matcher(entry.getName()).matches()) {
                    addOptions(entry.getName());
                }
            }
        }
    }

    private void addMentioned(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            Matcher found = OWN_KEY.matcher(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            while (found.find()) {
                kinds.putIfAbsent(found.group(), "string");
            }
        }
    }

    private void addOptions(String classFile) throws Exception {
        String name =
                classFile.substring(0, classFile.length() - ".class".length()).replace('/', '.');
        try {
            for (Field field :
                    Class.forName(name, false, KnownKeys.class.getClassLoader()).getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
                    field.setAccessible(true);
                    add((ConfigOption<?>) field.get(null));
                }
            }
        } catch (ClassNotFoundException | LinkageError e) {
            // The class needs what containers do not have, so nobody there reads its keys.
        }
    }

    private void add(ConfigOption<?> option) throws Exception {
        String kind = kind(option);
        kinds.put(option.key(), kind);
        for (FallbackKey other : option.fallbackKeys()) {
            kinds.putIfAbsent(other.getKey(), kind);
        }
    }

    private static String kind(ConfigOption<?> option) throws Exception {
        if ((boolean) call(option, "isList")) {
            return "list";
        }
        Class<?> type = (Class<?>) call(option, "getClazz");
        if (type.isEnum()) {
            return "enum:"
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining("|"));
        }
        Map<Class<?>, String> simple = Map.of(
                Boolean.class, "boolean",
                Integer.class, "integer",
                Long.class, "long",
                Float.class, "float",
                Double.class, "double",
                Duration.class, "duration",
                MemorySize.class, "memory",
                Map.class, "map");
        return simple.getOrDefault(type, "string");
    }

    /** What Flink itself keeps for its own package. */
    private static Object call(ConfigOption<?> option, String method) throws Exception {
        Method found = ConfigOption.class.getDeclaredMethod(method);
        found.setAccessible(true);
        return found.invoke(option);
    }
}
