package io.replaymq.structure;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.ObjectInputStream;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Things that live in one place only: files, clocks, deserialization, settings of the process. */
@AnalyzeClasses(
        packages = "io.replaymq",
        importOptions = {DoNotIncludeTests.class, DoNotIncludeGenerated.class})
class PlacesArchTest {
    @ArchTest
    static final ArchRule FILES_ARE_OPENED_BY_STORAGE_ONLY = noClasses()
            .that()
            .resideOutsideOfPackages("io.replaymq.log.storage..", "io.replaymq.server..", "io.replaymq.jms.jndi..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    FileChannel.class,
                    AsynchronousFileChannel.class,
                    RandomAccessFile.class,
                    FileInputStream.class,
                    FileOutputStream.class,
                    Files.class);

    @ArchTest
    static final ArchRule CLASSES_ARE_NOT_LOADED_BY_NAME = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.replaymq.log.storage.DiskMap") // of the JDK, which not every release has
            .should()
            .callMethod(Class.class, "forName", String.class)
            .orShould()
            .callMethod(Class.class, "forName", String.class, boolean.class, ClassLoader.class)
            .orShould()
            .callMethod(ClassLoader.class, "loadClass", String.class);

    @ArchTest
    static final ArchRule TIME_IS_READ_IN_ONE_PLACE = noClasses()
            .that()
            .haveNameNotMatching("io\\.replaymq\\.log\\.api\\.TimeSource(\\$.*)?")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule CHANCE_IS_PASSED_IN =
            noClasses().should().callConstructor(Random.class).orShould().callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule NOBODY_SLEEPS = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class)
            .orShould()
            .callMethod(TimeUnit.class, "sleep", long.class);

    @ArchTest
    static final ArchRule NOBODY_INTERRUPTS_ANOTHER_THREAD = noClasses()
            .should(accessTargetWhere(Conditions.interruptingAnotherThread()))
            .orShould()
            .callMethod(ExecutorService.class, "shutdownNow")
            .because("a thread that is interrupted in a file channel closes it for everyone");

    @ArchTest
    static final ArchRule SETTINGS_OF_THE_PROCESS_ARE_READ_BY_THE_SERVER_AND_JNDI_ONLY = noClasses()
            .that()
            .resideOutsideOfPackages("io.replaymq.server..", "io.replaymq.jms.jndi..")
            .should()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class, String.class)
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(Boolean.class, "getBoolean", String.class)
            .orShould()
            .callMethod(Integer.class, "getInteger", String.class)
            .orShould()
            .callMethod(Long.class, "getLong", String.class);

    @ArchTest
    static final ArchRule THE_CONSOLE_BELONGS_TO_THE_SERVER = noClasses()
            .that()
            .resideOutsideOfPackage("io.replaymq.server..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class);

    /** One class of the provider may, behind its allow-list; more than one cannot be kept an eye on. */
    @ArchTest
    static void objectsAreDeserializedInOneClassOnly(JavaClasses classes) {
        assertThat(deserializers(classes))
                .hasSizeLessThanOrEqualTo(1)
                .allMatch(name -> name.startsWith("io.replaymq.jms."));
    }

    static Set<String> deserializers(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(each -> each.getTargetClass().isAssignableTo(ObjectInputStream.class)))
                .map(PlacesArchTest::outermost)
                .collect(Collectors.toSet());
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(PlacesArchTest::outermost).orElse(type.getName());
    }
}
