package io.yarnflink.it.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Date;

/** Rules that hold in every module. */
@AnalyzeClasses(packages = "io.yarnflink", importOptions = NoTests.class)
class CodingTest {

    private static final String TIME = "io.yarnflink.runtime.time..";
    private static final String BENCHMARKS = "io.yarnflink.benchmarks..";

    @ArchTest
    static final ArchRule timeShouldBeReadInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackages(TIME, BENCHMARKS)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callConstructor(Date.class)
            .orShould()
            .dependOnClassesThat(belongToAnyOf(java.time.Clock.class));

    @ArchTest
    static final ArchRule noPackageShouldBeNamedForNothing = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..helper..", "..misc..");

    @ArchTest
    static final ArchRule loggingShouldGoThroughSlf4j = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    /** A process's main may: its standard error is kept in a file, and says why logging did not even begin. */
    @ArchTest
    static final ArchRule onlyCommandsShouldWriteToTheTerminal = noClasses()
            .that()
            .resideOutsideOfPackages("io.yarnflink.cli..", BENCHMARKS)
            .and()
            .haveSimpleNameNotEndingWith("Main")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule noClassShouldCarryTheMarkOfATest = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.assertj..", "org.mockito..");
}
