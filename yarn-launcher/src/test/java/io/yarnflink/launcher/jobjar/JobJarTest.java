package io.yarnflink.launcher.jobjar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.BadUsageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobJarTest {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String JOB = "org.example.Job";

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    @Test
    void shouldTakeTheManifestsMainClass() throws Exception {
        manifest("Main-Class: " + JOB).add(TestClass.program(JOB));

        assertThat(verdict()).isEqualTo(nothingWrong());
    }

    @Test
    void shouldPreferFlinksOwnManifestEntry() throws Exception {
        manifest("program-class: " + JOB, "Main-Class: gone.Away").add(TestClass.program(JOB));

        assertThat(verdict()).isEqualTo(nothingWrong());
    }

    @Test
    void shouldSuggestClassesWithAMainMethodWhereTheManifestNamesNone() throws Exception {
        add(TestClass.program(JOB), TestClass.program("org.example.Other"), TestClass.named("org.example.Part"));

        assertThat(verdict().faults()).singleElement().asString().contains("--class", JOB + ", org.example.Other");
        assertThat(verdict(JOB)).isEqualTo(nothingWrong());
    }

    @Test
    void shouldMissAClassThatIsNotThere() throws Exception {
        add(TestClass.program(JOB));

        assertThat(verdict("org.example.Jobb").faults())
                .singleElement()
                .asString()
                .contains("org.example.Jobb", "these have a main method: " + JOB);
    }

    @Test
    void shouldWantAMainMethodThatCanBeCalled() throws Exception {
        add(
                TestClass.named("org.example.WithoutMain"),
                TestClass.program("org.example.Hidden").notPublic());

        assertThat(verdict("org.example.WithoutMain").faults())
                .singleElement()
                .asString()
                .contains("public static void main(String[])", "org.example.WithoutMain", "no class of it");
        assertThat(verdict("org.example.Hidden").faults())
                .singleElement()
                .asString()
                .contains("to be public");
    }

    @Test
    void shouldAcceptAMainMethodThatIsInherited() throws Exception {
        add(
                TestClass.program("org.example.Base"),
                TestClass.named("org.example.Middle").extending("org.example.Base"),
                TestClass.named(JOB).extending("org.example.Middle"),
                TestClass.named("org.example.Elsewhere").extending("org.example.library.Base"));

        assertThat(verdict(JOB)).isEqualTo(nothingWrong());
        assertThat(verdict("org.example.Elsewhere")).isEqualTo(nothingWrong());
    }

    @Test
    void shouldFindTheEntryClassWhereverItIs() throws Exception {
        add(TestClass.program("org.apache.flink.streaming.examples.Job"));
        entries.put("lib/job.jar", jarOf(TestClass.program(JOB)));

        assertThat(verdict("org.apache.flink.streaming.examples.Job")).isEqualTo(nothingWrong());
        assertThat(verdict(JOB)).isEqualTo(nothingWrong());
    }

    @Test
    void shouldSayWhatIsThereInstead() throws Exception {
        Path text = Files.writeString(folder.resolve("text.jar"), "no JAR");

        assertRefused(text, "a file that is none");
        assertRefused(folder, "something else");
        assertRefused(folder.resolve("missing.jar"), "nothing");
    }

    @Test
    void shouldNameTheEntryThatIsDamaged() throws Exception {
        add(TestClass.program(JOB));
        Path jar = write();
        byte[] bytes = Files.readAllBytes(jar);
        int content = 30 + (JOB.length() + ".class".length());
        for (int i = content; i < content + 60; i++) {
            bytes[i] = (byte) 0xff;
        }
        Files.write(jar, bytes);

        assertRefused(jar, "org/example/Job.class");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldBearClassFilesThatAreDamaged(long seed) throws Exception {
        // given
        Random random = new Random(seed);
        byte[] whole = TestClass.program(JOB)
                .using("org.apache.flink.api.java.DataSet")
                .bytes();

        for (int round = 0; round < 200; round++) {
            // when
            byte[] damaged = whole.clone();
            for (int hits = 1 + random.nextInt(8); hits > 0; hits--) {
                damaged[8 + random.nextInt(whole.length - 8)] = (byte) random.nextInt();
            }
            int length = random.nextBoolean() ? whole.length : random.nextInt(whole.length);
            entries.put("org/example/Job.class", java.util.Arrays.copyOf(damaged, length));

            // then nothing is thrown
            assertThat(JobJar.read(write(), Optional.of(JOB)).judge()).isNotNull();
        }
    }

    @Test
    void shouldSeeThatAClassRefersToTheTableApi() throws Exception {
        add(TestClass.program(JOB).using("org.apache.flink.table.api.TableEnvironment"));

        assertThat(JobJar.read(write(), Optional.of(JOB)).refersToTables()).isTrue();
    }

    @Test
    void shouldNotTakeBundledConnectorsForUsesOfTheTableApi() throws Exception {
        add(
                TestClass.named("org.apache.flink.connector.kafka.Factory").using("org.apache.flink.table.factories.F"),
                TestClass.program(JOB).using("org.apache.flink.streaming.api.datastream.DataStream"));

        assertThat(JobJar.read(write(), Optional.of(JOB)).refersToTables()).isFalse();
    }

    @Test
    void shouldLookIntoLibrariesInTheJar() throws Exception {
        add(TestClass.program(JOB));
        entries.put("lib/query.jar", jarOf(TestClass.named("org.example.Query").using("org.apache.flink.table.api.T")));

        assertThat(JobJar.read(write(), Optional.of(JOB)).refersToTables()).isTrue();
    }

    @Test
    void shouldNameWhatOnlyFlink1Has() throws Exception {
        add(
                TestClass.program(JOB).using("org.apache.flink.api.java.ExecutionEnvironment"),
                TestClass.named("org.example.Source")
                        .using("org.apache.flink.streaming.api.functions.source.SourceFunction$SourceContext"));

        JarVerdict verdict = verdict(JOB);

        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.mismatches())
                .hasSize(2)
                .anySatisfy(text -> assertThat(text)
                        .contains("org.apache.flink.api.java.ExecutionEnvironment (used by " + JOB, "DataStream API"))
                .anySatisfy(text -> assertThat(text)
                        .contains(
                                "org.apache.flink.streaming.api.functions.source.SourceFunction",
                                "org.example.Source",
                                "source.legacy"));
        assertThat(verdict.lenient().problems()).isEmpty();
        assertThat(verdict.lenient().notices()).containsAll(verdict.mismatches());
    }

    @Test
    void shouldNotMissWhatTheJarBrings() throws Exception {
        add(
                TestClass.program(JOB).using("org.apache.flink.streaming.api.scala.DataStream"),
                TestClass.named("org.apache.flink.streaming.api.scala.DataStream"));

        assertThat(verdict(JOB)).isEqualTo(nothingWrong());
    }

    @Test
    void shouldNameFunctionsThatWaitForFormerOpen() throws Exception {
        String former = "(Lorg/apache/flink/configuration/Configuration;)V";
        add(
                TestClass.program(JOB),
                TestClass.named("org.example.Map")
                        .extending("org.apache.flink.api.common.functions.RichMapFunction")
                        .with("open", former),
                TestClass.named("org.example.Valve").with("open", former));

        assertThat(verdict(JOB).mismatches())
                .singleElement()
                .asString()
                .contains("open(Configuration), as org.example.Map expects", "open(OpenContext)");
    }

    @Test
    void shouldTellOfConnectorsForFlink1() throws Exception {
        add(
                TestClass.program(JOB),
                TestClass.named("org.apache.flink.streaming.connectors.kafka.FlinkKafkaConsumer")
                        .using("org.apache.flink.streaming.api.functions.source.RichParallelSourceFunction"));

        assertThat(verdict(JOB).problems()).isEmpty();
        assertThat(verdict(JOB).notices()).singleElement().asString().contains("FlinkKafkaConsumer", "for Flink 2");
    }

    @Test
    void shouldRefuseAnEntryClassForANewerJava() throws Exception {
        add(TestClass.program(JOB).forJava(21));

        assertThat(verdict(JOB).mismatches())
                .singleElement()
                .asString()
                .contains("Java 17", JOB + " for Java 21", "--release 17");
    }

    @Test
    void shouldTellOfLibrariesForANewerJava() throws Exception {
        add(
                TestClass.program(JOB),
                TestClass.named("com.google.common.New").forJava(25),
                TestClass.named("module-info").forJava(30));

        assertThat(verdict(JOB).problems()).isEmpty();
        assertThat(verdict(JOB).notices()).singleElement().asString().contains("Java 25", "com.google.common.New");
    }

    @Test
    void shouldLookAtTheClassesThatJava17Loads() throws Exception {
        manifest("Multi-Release: true")
                .add(
                        TestClass.program(JOB).forJava(8),
                        TestClass.program("org.example.New").forJava(21));
        entries.put(
                "META-INF/versions/11/org/example/New.class",
                TestClass.program("org.example.New").forJava(11).bytes());
        entries.put(
                "META-INF/versions/21/org/example/Job.class",
                TestClass.program(JOB).forJava(21).bytes());

        assertThat(verdict(JOB)).isEqualTo(nothingWrong());
        assertThat(verdict("org.example.New")).isEqualTo(nothingWrong());
    }

    @Test
    void shouldTellOfPartsOfFlinkInTheJar() throws Exception {
        add(TestClass.program(JOB), TestClass.named("org.apache.flink.runtime.jobgraph.JobGraph"));

        assertThat(verdict(JOB).problems()).isEmpty();
        assertThat(verdict(JOB).notices()).singleElement().asString().contains("flink-runtime", "provided");
    }

    private static JarVerdict nothingWrong() {
        return new JarVerdict(java.util.List.of(), java.util.List.of(), java.util.List.of());
    }

    private JarVerdict verdict() throws Exception {
        return JobJar.read(write(), Optional.empty()).judge();
    }

    private JarVerdict verdict(String entryClass) throws Exception {
        return JobJar.read(write(), Optional.of(entryClass)).judge();
    }

    private static void assertRefused(Path jar, String words) {
        assertThatThrownBy(() -> JobJar.read(jar, Optional.empty()))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining(words);
    }

    private JobJarTest manifest(String... lines) {
        String text = "Manifest-Version: 1.0\n" + String.join("\n", lines) + "\n";
        entries.put(MANIFEST, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private void add(TestClass... classes) {
        for (TestClass written : classes) {
            entries.put(written.entry(), written.bytes());
        }
    }

    private static byte[] jarOf(TestClass written) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes, Map.of(written.entry(), written.bytes()));
        return bytes.toByteArray();
    }

    private Path write() throws IOException {
        Path file = folder.resolve("job.jar");
        write(Files.newOutputStream(file), entries);
        return file;
    }

    private static void write(OutputStream out, Map<String, byte[]> contents) throws IOException {
        try (ZipOutputStream jar = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
    }
}
