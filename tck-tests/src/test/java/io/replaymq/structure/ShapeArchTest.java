package io.replaymq.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** How classes and packages are shaped. Lengths and names are Checkstyle's part. */
@AnalyzeClasses(
        packages = "io.replaymq",
        importOptions = {DoNotIncludeTests.class, DoNotIncludeGenerated.class})
class ShapeArchTest {
    @ArchTest
    static final ArchRule FEW_MUTABLE_FIELDS = classes().should(Conditions.haveAtMostMutableFields(10));

    @ArchTest
    static final ArchRule FEW_BOOLEAN_FIELDS = classes().should(Conditions.haveAtMostBooleanFields(2));

    @ArchTest
    static final ArchRule STATICS_ARE_FINAL = fields().that()
            .areStatic()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule NO_PROTECTED_FIELDS = noFields().should().beProtected();

    @ArchTest
    static void everyPackageSaysWhatItIsFor(JavaClasses classes) {
        assertThat(packagesWithoutContract(classes)).isEmpty();
    }

    /** The packages that hold a type but no {@code @NullMarked} package-info. */
    static Set<String> packagesWithoutContract(JavaClasses classes) {
        return classes.stream()
                .map(JavaClass::getPackage)
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toSet());
    }
}
