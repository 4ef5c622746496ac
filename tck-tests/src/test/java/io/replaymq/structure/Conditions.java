package io.replaymq.structure;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** What classes can be asked for beyond ArchUnit's own vocabulary. */
final class Conditions {
    private Conditions() {}

    static ArchCondition<JavaClass> useOnlyModulesBelow() {
        return everyEdge(
                "use only modules below", (edge, modules) -> modules.from().mayUse(modules.to()));
    }

    static ArchCondition<JavaClass> useOnlyWhatOtherModulesShow() {
        return everyEdge(
                "use only the root, the api and the shared packages of other modules",
                (edge, modules) -> modules.from() == modules.to()
                        || modules.to().shows(edge.getTargetClass().getPackageName()));
    }

    static ArchCondition<JavaClass> haveAtMostMutableFields(int most) {
        return haveAtMost(most, "mutable fields", field -> !field.getModifiers().contains(JavaModifier.FINAL));
    }

    static ArchCondition<JavaClass> haveAtMostBooleanFields(int most) {
        return haveAtMost(most, "boolean fields", Conditions::isBooleanState);
    }

    /** An access to {@code Thread.interrupt} from a method that does not restore its own thread's flag. */
    static DescribedPredicate<JavaAccess<?>> interruptingAnotherThread() {
        return new DescribedPredicate<>("interrupting another thread") {
            @Override
            public boolean test(JavaAccess<?> access) {
                return access.getTargetOwner().isEquivalentTo(Thread.class)
                        && access.getName().equals("interrupt")
                        && access.getOrigin().getAccessesFromSelf().stream()
                                .noneMatch(each -> each.getTargetOwner().isEquivalentTo(Thread.class)
                                        && each.getName().equals("currentThread"));
            }
        };
    }

    private static boolean isBooleanState(JavaField field) {
        boolean constant = field.getModifiers().contains(JavaModifier.STATIC)
                && field.getModifiers().contains(JavaModifier.FINAL);
        return field.getRawType().isEquivalentTo(boolean.class) && !constant;
    }

    private static ArchCondition<JavaClass> haveAtMost(int most, String what, Predicate<JavaField> counted) {
        return new ArchCondition<>("have at most " + most + " " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                long count = type.getFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .filter(counted)
                        .count();
                events.add(new SimpleConditionEvent(
                        type, count <= most, type.getName() + " has " + count + " " + what + ", at most " + most));
            }
        };
    }

    private static ArchCondition<JavaClass> everyEdge(String what, BiPredicate<Dependency, Edge> allowed) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency each : type.getDirectDependenciesFromSelf()) {
                    Modules.of(type)
                            .flatMap(from -> Modules.of(each.getTargetClass()).map(to -> new Edge(from, to)))
                            .ifPresent(edge -> events.add(
                                    new SimpleConditionEvent(each, allowed.test(each, edge), each.getDescription())));
                }
            }
        };
    }

    private record Edge(Modules from, Modules to) {}
}
