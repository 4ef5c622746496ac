package io.replaymq.tck.assertion;

import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Against which kind of provider an assertion is run, and why not against others. */
public record Applicability(Set<Feature> needs, String referenceDiffers, String openDefect, boolean acrossRestart) {
    /** What the annotations of a test say; a test without any is run against all. */
    public static Applicability of(Class<?> suite, Method test) {
        Assertion assertion = test.getAnnotation(Assertion.class);
        if (assertion == null) {
            return new Applicability(Set.of(), "", "", false);
        }
        Set<Feature> needs = EnumSet.noneOf(Feature.class);
        needs.addAll(List.of(assertion.needs()));
        Needs ofSuite = suite.getAnnotation(Needs.class);
        if (ofSuite != null) {
            needs.addAll(List.of(ofSuite.value()));
        }
        return new Applicability(
                needs,
                assertion.referenceDiffers(),
                assertion.openDefect(),
                test.isAnnotationPresent(AcrossRestart.class));
    }

    /** Why it is not run against the reference. */
    public Optional<String> exceptTheReference() {
        return referenceDiffers.isEmpty() ? Optional.empty() : Optional.of("the reference " + referenceDiffers);
    }

    /** Why it is not run against ReplayMQ. */
    public Optional<String> exceptOurs() {
        Set<Feature> missing = needs.stream().filter(Feature.NOT_YET::contains).collect(Collectors.toSet());
        if (!missing.isEmpty()) {
            return Optional.of("not there yet: "
                    + missing.stream().map(Feature::title).sorted().collect(Collectors.joining(", ")));
        }
        return openDefect.isEmpty() ? Optional.empty() : Optional.of("open defect: " + openDefect);
    }
}
