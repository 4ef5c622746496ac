package io.replaymq.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which way dependencies point: between modules, between packages, and towards third-party code. */
@AnalyzeClasses(
        packages = "io.replaymq",
        importOptions = {DoNotIncludeTests.class, DoNotIncludeGenerated.class})
class DependenciesArchTest {
    @ArchTest
    static final ArchRule MODULES_POINT_ONE_WAY = classes().should(Conditions.useOnlyModulesBelow());

    @ArchTest
    static final ArchRule MODULES_SHOW_THEIR_ROOT_AND_API = classes().should(Conditions.useOnlyWhatOtherModulesShow());

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("io.replaymq.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule DISRUPTOR_STAYS_IN_THE_LOG = only("com.lmax..", "io.replaymq.log..");

    @ArchTest
    static final ArchRule PATTERNS_STAY_IN_THE_GROUPS = only("com.google.re2j..", "io.replaymq.groups..");

    @ArchTest
    static final ArchRule GRAMMARS_STAY_WITH_SELECTORS = only("org.antlr..", "io.replaymq.broker.selector..");

    @ArchTest
    static final ArchRule COMPRESSION_STAYS_WITH_THE_RECORDS = noClasses()
            .that()
            .resideOutsideOfPackage("io.replaymq.log.record")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("net.jpountz..", "org.xerial..", "com.github.luben..");

    @ArchTest
    static final ArchRule QUEUES_STAY_IN_THE_BROKER = only("org.jctools..", "io.replaymq.broker..");

    @ArchTest
    static final ArchRule NETTY_STAYS_IN_REMOTE = only("io.netty..", "io.replaymq.remote..");

    @ArchTest
    static final ArchRule JAKARTA_STAYS_IN_THE_PROVIDER_AND_THE_BRIDGES =
            only("jakarta..", "io.replaymq.jms..", "io.replaymq.bridges..");

    @ArchTest
    static final ArchRule COMMAND_LINE_STAYS_IN_THE_SERVER = only("picocli..", "io.replaymq.server..");

    @ArchTest
    static final ArchRule JSON_STAYS_IN_THE_SERVER = only("com.fasterxml.jackson..", "io.replaymq.server..");

    @ArchTest
    static final ArchRule NAMING_STAYS_WITH_THE_CLIENT = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.replaymq.log..",
                    "io.replaymq.groups..",
                    "io.replaymq.transactions..",
                    "io.replaymq.broker..",
                    "io.replaymq.remote..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.naming..");

    private static ArchRule only(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
