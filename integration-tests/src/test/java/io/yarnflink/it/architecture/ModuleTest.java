package io.yarnflink.it.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Which module may depend on which, and on which libraries. */
@AnalyzeClasses(packages = "io.yarnflink", importOptions = NoTests.class)
class ModuleTest {

    private static final String RUNTIME = "io.yarnflink.runtime..";
    private static final String STATE = "io.yarnflink.state..";
    private static final String LAUNCHER = "io.yarnflink.launcher..";
    private static final String MASTER = "io.yarnflink.am..";
    private static final String CLI = "io.yarnflink.cli..";

    /** Of the runtime, what a client JVM may load: it touches no Flink class. */
    private static final String[] CLIENT_TYPES = {
        "io.yarnflink.runtime.application..",
        "io.yarnflink.runtime.security..",
        "io.yarnflink.runtime.control..",
        "io.yarnflink.runtime.log..",
        "io.yarnflink.runtime.time.."
    };

    /** What the launcher may use on top: containers are asked for in sizes that Flink's rules give. */
    private static final String[] LAUNCHER_TYPES = Stream.concat(
                    Stream.of(CLIENT_TYPES), Stream.of("io.yarnflink.runtime.memory.."))
            .toArray(String[]::new);

    @ArchTest
    static final ArchRule runtimeShouldKnowNoOtherModule = noClasses()
            .that()
            .resideInAPackage(RUNTIME)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STATE, LAUNCHER, MASTER, CLI);

    @ArchTest
    static final ArchRule runtimeShouldKnowNoHadoop = noClasses()
            .that()
            .resideInAPackage(RUNTIME)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hadoop..");

    @ArchTest
    static final ArchRule stateShouldKnowNoOtherModule = noClasses()
            .that()
            .resideInAPackage(STATE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LAUNCHER, MASTER, CLI);

    @ArchTest
    static final ArchRule stateShouldKnowOnlyThePortOfTheLogAndWhatFailuresMean = noClasses()
            .that()
            .resideInAPackage(STATE)
            .should()
            .dependOnClassesThat(Packages.in("io.yarnflink.runtime")
                    .butNotIn(
                            "io.yarnflink.runtime.log..",
                            "io.yarnflink.runtime.time..",
                            "io.yarnflink.runtime.failure.."));

    @ArchTest
    static final ArchRule launcherShouldKnowOnlyTheRuntimesClientTypes = noClasses()
            .that()
            .resideInAPackage(LAUNCHER)
            .should()
            .dependOnClassesThat(Packages.in("io.yarnflink.runtime").butNotIn(LAUNCHER_TYPES));

    @ArchTest
    static final ArchRule launcherShouldKnowNeitherMasterNorCommands = noClasses()
            .that()
            .resideInAPackage(LAUNCHER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STATE, MASTER, CLI);

    @ArchTest
    static final ArchRule masterShouldKnowNoClient = noClasses()
            .that()
            .resideInAPackage(MASTER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LAUNCHER, CLI)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule commandsShouldKnowOnlyTheRuntimesClientTypes = noClasses()
            .that()
            .resideInAPackage(CLI)
            .should()
            .dependOnClassesThat(Packages.in("io.yarnflink.runtime").butNotIn(CLIENT_TYPES))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule commandsShouldKnowNoContainerCode = noClasses()
            .that()
            .resideInAPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STATE, MASTER)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nettyShouldStayInControlAndExchange = noClasses()
            .that()
            .resideOutsideOfPackages("io.yarnflink.runtime.control..", "io.yarnflink.runtime.exchange..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule yarnShouldStayInLauncherAndMaster = noClasses()
            .that()
            .resideOutsideOfPackages(LAUNCHER, MASTER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hadoop.yarn..");

    @ArchTest
    static final ArchRule hadoopShouldStayInLauncherMasterAndState = noClasses()
            .that()
            .resideOutsideOfPackages(LAUNCHER, MASTER, STATE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hadoop..");

    @ArchTest
    static final ArchRule clientTypesShouldKnowNoFlinkRuntime = classes()
            .that()
            .resideInAnyPackage(
                    "io.yarnflink.runtime.application..",
                    "io.yarnflink.runtime.log..",
                    "io.yarnflink.runtime.security..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("org.apache.flink..");
}
