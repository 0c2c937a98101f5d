package io.yarnflink.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCodeTest {

    private static final String RESOURCE = "META-INF/LICENSE";
    private static final byte[] CONTENT = "the user's".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private final Configuration configuration = new Configuration();

    @Test
    void shouldPreferTheUsersFilesByDefault() throws Exception {
        Path jar = new TestJar(directory).entry(RESOURCE, CONTENT).build();

        try (UserCode code = open(jar)) {
            assertThat(read(code)).isEqualTo("the user's");
        }
    }

    @Test
    void shouldPreferItsOwnIfToldSo() throws Exception {
        configuration.setString("classloader.resolve-order", "parent-first");
        Path jar = new TestJar(directory).entry(RESOURCE, CONTENT).build();

        try (UserCode code = open(jar)) {
            assertThat(read(code)).isNotEqualTo("the user's");
        }
    }

    @Test
    void shouldTakeTheUsersCopyOfAClassUnlessAPatternForbids() throws Exception {
        // given: a JAR that brings a class that is here too
        Path jar = new TestJar(directory)
                .entry("io/yarnflink/runtime/program/Probe.class", bytesOf(Probe.class))
                .build();

        // when / then
        try (UserCode code = open(jar)) {
            assertThat(code.classLoader().loadClass(Probe.class.getName())).isNotSameAs(Probe.class);
        }
        configuration.setString("classloader.parent-first-patterns.additional", "io.yarnflink.runtime.program.");
        try (UserCode code = open(jar)) {
            assertThat(code.classLoader().loadClass(Probe.class.getName())).isSameAs(Probe.class);
        }
    }

    @Test
    void shouldFindClassesInNestedJarsAndDeleteWhatItUnpacked() throws Exception {
        // given
        Path nested =
                new TestJar(directory).source("Deep", "public class Deep {}").build();
        Path jar = new TestJar(directory)
                .entry("lib/deep.jar", Files.readAllBytes(nested))
                .entry("lib/../../../evil.jar", Files.readAllBytes(nested))
                .build();
        Path unpackedTo = Files.createDirectory(directory.resolve("unpacked"));

        // when
        try (UserCode code = UserCode.open(List.of(jar.toUri().toURL()), configuration, unpackedTo)) {
            assertThat(code.classLoader().loadClass("Deep")).isNotNull();
            assertThat(unpackedTo).isDirectoryContaining("glob:**deep.jar");
        }

        // then
        assertThat(unpackedTo).isEmptyDirectory();
    }

    @Test
    void shouldHoldNoFileOpenAfterClose() throws Exception {
        // given
        Path jar = new TestJar(directory)
                .source("Some", "public class Some {}")
                .entry(RESOURCE, CONTENT)
                .build();

        // when
        UserCode code = open(jar);
        code.classLoader().loadClass("Some");
        read(code);
        try (InputStream stream = code.classLoader().getResourceAsStream(RESOURCE)) {
            assertThat(stream).isNotNull();
        }
        assertThat(openFiles()).contains(jar.toRealPath().toString());
        code.close();

        // then
        assertThat(openFiles()).doesNotContain(jar.toRealPath().toString());
    }

    @Test
    void shouldNameAFileThatIsNoJar() throws Exception {
        Path text = Files.writeString(directory.resolve("text.jar"), "no JAR");

        assertThatThrownBy(() -> open(text)).isInstanceOf(IOException.class).hasMessageContaining("text.jar");
    }

    private UserCode open(Path jar) throws IOException {
        return UserCode.open(List.of(jar.toUri().toURL()), configuration, directory);
    }

    private static String read(UserCode code) throws IOException {
        URL url = code.classLoader().getResource(RESOURCE);
        assertThat(url).isNotNull();
        try (InputStream in = url.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytesOf(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            if (in == null) {
                throw new IOException("No class file of " + type);
            }
            return in.readAllBytes();
        }
    }

    /** What this process has open, by the operating system's account. */
    private static List<String> openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.map(UserCodeTest::target).toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }
}
