package io.yarnflink.runtime.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContainerCommandTest {

    private static final String CLASS_PATH = "runtime/lib/a.jar:runtime/lib/b.jar";

    @TempDir
    private Path folder;

    @Test
    void shouldEndTheClassPathWithTheSiteConfiguration() {
        String line = ContainerCommand.applicationMaster(
                        Optional.empty(), List.of(), CLASS_PATH, ContainerCommand.LOGGING_FILE)
                .line();

        assertThat(line)
                .contains(" -cp runtime/lib/a.jar:runtime/lib/b.jar:hadoop-conf io.yarnflink.am.ApplicationMasterMain ")
                .contains("\\\"{{JAVA_HOME}}/bin/java\\\"")
                .endsWith(" 1><LOG_DIR>/jobmanager.out 2><LOG_DIR>/jobmanager.stderr");
    }

    @Test
    void shouldShareClassesUnlessSomebodyMayChangeThem() {
        assertThat(ContainerCommand.sharing("classes.jsa", List.of("-Xmx1g")))
                .containsExactly("-Xshare:auto", "-XX:SharedArchiveFile=classes.jsa");
        assertThat(List.of("-javaagent:a.jar", "-agentlib:jdwp=x", "-agentpath:/a.so", "-XX:StartFlightRecording"))
                .allSatisfy(flag -> assertThat(ContainerCommand.sharing("classes.jsa", List.of("-Xmx1g", flag)))
                        .isEmpty());
    }

    @Test
    void shouldPassFlagsThroughTwoShellsUnchanged() throws Exception {
        // given
        List<String> flags = List.of("-Dplain=1", "-Dodd=a b'c\"d$HOME`id`\\e;f|g&h", "-Xmx64m");
        Path javaHome = fakeJava(folder.resolve("with space"));
        String line = ContainerCommand.taskManager(
                        Optional.of(javaHome.toString()), flags, CLASS_PATH, ContainerCommand.LOGGING_FILE)
                .line();

        // when
        List<String> arguments = run(line);

        // then
        assertThat(arguments).containsSubsequence(flags);
        assertThat(arguments).endsWith("-cp", CLASS_PATH + ":hadoop-conf", "io.yarnflink.am.TaskManagerMain");
    }

    @Test
    void shouldTakeTheNodesJavaAndHideTheSiteConfiguration() throws Exception {
        // given
        Path javaHome = fakeJava(folder.resolve("node jdk"));
        String line = ContainerCommand.taskManager(
                        Optional.empty(), List.of("-Xmx1m"), CLASS_PATH, ContainerCommand.LOGGING_FILE)
                .line();

        // when
        List<String> arguments = run(line.replace("{{JAVA_HOME}}", "$JAVA_HOME"), "JAVA_HOME", javaHome.toString());

        // then
        assertThat(arguments).contains("-Xmx1m");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("hadoop-conf"))))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldPreferTheProcessesOwnJavaHome() {
        Map<String, String> both =
                Map.of("env.java.home", "/jdk/all", "containerized.taskmanager.env.JAVA_HOME", "/jdk/tm");

        assertThat(ContainerCommand.javaHome(both, "taskmanager")).contains("/jdk/tm");
        assertThat(ContainerCommand.javaHome(both, "master")).contains("/jdk/all");
        assertThat(ContainerCommand.javaHome(Map.of(), "master")).isEmpty();
    }

    @Test
    void shouldRefuseAnEmptyClassPath() {
        assertThatThrownBy(() ->
                        ContainerCommand.taskManager(Optional.empty(), List.of(), " ", ContainerCommand.LOGGING_FILE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A program in the place of Java that writes its arguments, one per line. */
    private static Path fakeJava(Path home) throws IOException {
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/bash\nprintf '%s\\n' \"$@\"\n", UTF_8);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }

    /** Runs the line as a NodeManager does: inside double quotes of a script. */
    private List<String> run(String line, String... environment) throws IOException, InterruptedException {
        Path script = folder.resolve("launch.sh");
        String logs = folder.toString();
        Files.writeString(
                script, "#!/bin/bash\nexec /bin/bash -c \"" + line.replace("<LOG_DIR>", logs) + "\"\n", UTF_8);
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", script.toString()).directory(folder.toFile());
        for (int i = 0; i < environment.length; i += 2) {
            builder.environment().put(environment[i], environment[i + 1]);
        }
        Process process = builder.inheritIO().start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllLines(folder.resolve("taskmanager.out"), UTF_8);
    }

    @Test
    void shouldPutShippedLibrariesAfterTheRuntime() {
        List<ShippedFile> files = Stream.of("runtime", "job.jar", "libraries/b.jar", "libraries/a.jar")
                .map(link -> new ShippedFile(link, URI.create("hdfs:///x"), 1, 1, false, true))
                .toList();

        assertThat(ContainerCommand.classPath("runtime/lib/x.jar", files, Map.of()))
                .isEqualTo("runtime/lib/x.jar:libraries/b.jar:libraries/a.jar");
        assertThat(ContainerCommand.classPath("runtime/lib/x.jar", List.of(), Map.of()))
                .isEqualTo("runtime/lib/x.jar");
    }
}
