package io.replaymq.broker.selector;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Three-valued logic: true, false, and null for unknown. What is no boolean is unknown. Jakarta Messaging 3.1, section 3.8.1.2. */
final class Logic {
    private Logic() {}

    /** False if one is, else unknown if one is. Nothing is asked for behind one that is false. */
    static Expression all(Expression... conditions) {
        return message -> decide(conditions, message, Boolean.FALSE);
    }

    /** True if one is, else unknown if one is. Nothing is asked for behind one that is true. */
    static Expression any(Expression... conditions) {
        return message -> decide(conditions, message, Boolean.TRUE);
    }

    private static @Nullable Object decide(Expression[] conditions, Values message, Boolean decisive) {
        Object undecided = !decisive;
        for (Expression each : conditions) {
            Object value = each.value(message);
            if (Objects.equals(value, decisive)) {
                return value;
            }
            if (!(value instanceof Boolean)) {
                undecided = null;
            }
        }
        return undecided;
    }

    /** The opposite; of unknown, unknown. */
    static Expression not(Expression condition) {
        return message -> condition.value(message) instanceof Boolean is ? !is : null;
    }
}
