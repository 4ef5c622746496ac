package io.replaymq.structure;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Optional;
import java.util.Set;

/** The modules, lowest first, by their root package. Each may use those before it. */
enum Modules {
    LOG("io.replaymq.log"),
    GROUPS("io.replaymq.groups"),
    TRANSACTIONS("io.replaymq.transactions"),
    BROKER("io.replaymq.broker"),
    REMOTE("io.replaymq.remote"),
    JMS("io.replaymq.jms"),
    SERVER("io.replaymq.server"),
    BRIDGES("io.replaymq.bridges");

    /** Seen by other modules although it is neither a root nor an {@code api}; its package-info says so. */
    private static final Set<String> SHARED =
            Set.of("io.replaymq.log.record", "io.replaymq.log.inspect", "io.replaymq.broker.message");

    private final String root;

    Modules(String root) {
        this.root = root;
    }

    static Optional<Modules> of(JavaClass type) {
        for (Modules each : values()) {
            if (each.holds(type.getPackageName())) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    boolean mayUse(Modules other) {
        boolean below = other.compareTo(this) <= 0;
        return below && !(this == BRIDGES && other == SERVER);
    }

    /** Whether other modules may see this package. */
    boolean shows(String packageName) {
        return packageName.equals(root) || packageName.equals(root + ".api") || SHARED.contains(packageName);
    }

    private boolean holds(String packageName) {
        return packageName.equals(root) || packageName.startsWith(root + ".");
    }
}
