package io.replaymq.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that finds nothing because it looks at nothing is worse than none: each is shown an offender here. */
class RulesBiteTest {
    private static final JavaClasses OFFENDER =
            new ClassFileImporter().importPackages("io.replaymq.structure.offender");

    static Stream<ArchRule> rules() {
        return Stream.of(
                ShapeArchTest.FEW_MUTABLE_FIELDS,
                ShapeArchTest.FEW_BOOLEAN_FIELDS,
                ShapeArchTest.STATICS_ARE_FINAL,
                ShapeArchTest.NO_PROTECTED_FIELDS,
                PlacesArchTest.FILES_ARE_OPENED_BY_STORAGE_ONLY,
                PlacesArchTest.CLASSES_ARE_NOT_LOADED_BY_NAME,
                PlacesArchTest.TIME_IS_READ_IN_ONE_PLACE,
                PlacesArchTest.CHANCE_IS_PASSED_IN,
                PlacesArchTest.NOBODY_SLEEPS,
                PlacesArchTest.NOBODY_INTERRUPTS_ANOTHER_THREAD,
                PlacesArchTest.SETTINGS_OF_THE_PROCESS_ARE_READ_BY_THE_SERVER_AND_JNDI_ONLY,
                PlacesArchTest.THE_CONSOLE_BELONGS_TO_THE_SERVER);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsTheOffender(ArchRule rule) {
        EvaluationResult result = rule.evaluate(OFFENDER);

        assertThat(result.hasViolation()).isTrue();
    }

    @Test
    void allowsAThreadToRestoreItsOwnInterruptFlag() {
        EvaluationResult result = PlacesArchTest.NOBODY_INTERRUPTS_ANOTHER_THREAD.evaluate(OFFENDER);

        assertThat(result.getFailureReport().getDetails())
                .singleElement()
                .asString()
                .contains("Offender.interrupts(");
    }

    @Test
    void findsTheDeserializerAndThePackageWithoutContract() {
        assertThat(PlacesArchTest.deserializers(OFFENDER)).containsExactly("io.replaymq.structure.offender.Offender");
        assertThat(ShapeArchTest.packagesWithoutContract(OFFENDER)).containsExactly("io.replaymq.structure.offender");
    }

    @Test
    void everyModuleBelowIsUsableAndNoneAbove() {
        assertThat(Modules.JMS.mayUse(Modules.REMOTE)).isTrue();
        assertThat(Modules.REMOTE.mayUse(Modules.JMS)).isFalse();
        assertThat(Modules.BRIDGES.mayUse(Modules.SERVER)).isFalse();
        assertThat(Modules.LOG.shows("io.replaymq.log.record")).isTrue();
        assertThat(Modules.LOG.shows("io.replaymq.log.journal")).isFalse();
    }

    @Test
    void looksAtTheMainClassesOfTheModules() {
        JavaClasses main = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("io.replaymq");

        assertThat(main.stream().flatMap(type -> Modules.of(type).stream())).contains(Modules.LOG, Modules.BROKER);
    }
}
