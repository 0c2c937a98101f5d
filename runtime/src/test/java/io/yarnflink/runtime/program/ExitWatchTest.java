package io.yarnflink.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In processes of their own, because they end. */
class ExitWatchTest {

    @TempDir
    private Path directory;

    @Test
    void shouldExplainAnExitOfTheProgramAndLetItsHostReact() throws Exception {
        Path jar = new TestJar(directory)
                .program("Program", "System.exit(3);")
                .manifest("Main-Class", "Program")
                .build();

        Result result = host(jar, "wait");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.output()).contains("CalledExit", "Program.main", "put in order");
    }

    @Test
    void shouldNotBlameTheProgramWhenItsHostExits() throws Exception {
        Path jar = new TestJar(directory)
                .program("Program", "new java.util.concurrent.CountDownLatch(1).await();")
                .manifest("Main-Class", "Program")
                .build();

        Result result = host(jar, "exit");

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.output()).doesNotContain("CalledExit");
    }

    private record Result(int exitCode, String output) {}

    private Result host(Path jar, String mode) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Host.class.getName(),
                        jar.toString(),
                        directory.toString(),
                        mode)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(output));
    }

    /** Hosts a program as an ApplicationMaster does. */
    static final class Host {

        private Host() {}

        public static void main(String[] args) throws Exception {
            ProgramSpec spec = new ProgramSpec(
                    Path.of(args[0]), Optional.empty(), List.of(), new Configuration(), Path.of(args[1]));
            RunningProgram program = ProgramRunner.start(
                    spec, new FakeSubmitter(true), new JobRequirements(configuration -> Optional.empty()));
            if (args[2].equals("exit")) {
                System.exit(7);
            }
            System.out.println(program.outcome().get());
            System.out.println("put in order");
            program.close();
        }
    }
}
