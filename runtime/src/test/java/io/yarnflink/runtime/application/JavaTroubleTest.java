package io.yarnflink.runtime.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JavaTroubleTest {

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(
                        "Unrecognized option: --add-opens=java.base/java.lang=ALL-UNNAMED\n"
                                + "Error: Could not create the Java Virtual Machine.",
                        "older than the Java 17"),
                Arguments.of(
                        "Unrecognized VM option 'ArchiveRelocationMode=0'\nDid you mean 'ArchiveClassesAtExit='?",
                        "does not know ArchiveRelocationMode=0: let env.java.home name a JDK 17"),
                Arguments.of(
                        "Error: LinkageError occurred while loading main class io.yarnflink.am.ApplicationMasterMain\n"
                                + "\tjava.lang.UnsupportedClassVersionError: io/yarnflink/am/ApplicationMasterMain has"
                                + " been compiled by a more recent version of the Java Runtime (class file version"
                                + " 61.0), this version of the Java Runtime only recognizes class file versions up to"
                                + " 55.0",
                        "the node's Java is 11, but containers need Java 17: let env.java.home name"),
                Arguments.of(
                        "java.lang.UnsupportedClassVersionError: org/example/Job has been compiled by a more recent"
                                + " version of the Java Runtime (class file version 65.0), this version of the Java"
                                + " Runtime only recognizes class file versions up to 61.0",
                        "the class org.example.Job is made for Java 21, but the node's Java is 17: compile with"
                                + " --release 17"),
                Arguments.of(
                        "java.lang.UnsupportedClassVersionError: io/yarnflink/am/ApplicationMasterMain : Unsupported"
                                + " major.minor version 61.0",
                        "older than 8"),
                Arguments.of(
                        "Unrecognized VM option 'UseMagicGC'\nError: Could not create the Java Virtual Machine.",
                        "does not know the flag UseMagicGC: look into the keys that begin with env.java.opts"),
                Arguments.of("Unrecognized option: -Zap", "the flag -Zap"),
                Arguments.of(
                        "/bin/bash: line 1: /opt/jdk/bin/java: No such file or directory",
                        "there is no Java on the node (/opt/jdk/bin/java: No such file or directory): let"
                                + " env.java.home"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void shouldSayInPlainWordsWhatIsWrong(String diagnostics, String words) {
        assertThat(JavaTrouble.explain("Container exited with a non-zero exit code 1.\n" + diagnostics + "\n"))
                .hasValueSatisfying(text -> assertThat(text).contains(words));
    }

    @Test
    void shouldLeaveOtherTroubleToOthers() {
        assertThat(JavaTrouble.explain("Exception in thread main: /data/bin/java.txt: No such file"))
                .isEmpty();
        assertThat(JavaTrouble.explain("")).isEmpty();
    }
}
