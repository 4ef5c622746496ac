package io.replaymq.groups.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The views of one partition: one for each kind of interest its group's members have. <b>Threads:</b> the owner thread. */
final class Views {
    private final Map<ViewKey, View> views = new LinkedHashMap<>();
    private final Function<ViewKey, View> make;
    private Phase phase = Phase.STOPPED;

    private enum Phase {
        STOPPED,
        READING
    }

    /** One view of all, which reads nothing before {@link #restart}. */
    Views(Function<ViewKey, View> make) {
        this.make = make;
        views.put(ViewKey.PLAIN, make.apply(ViewKey.PLAIN));
    }

    @Nullable
    View of(ViewKey key) {
        return views.get(key);
    }

    List<View> all() {
        return views.size() == 1 ? List.of(views.values().iterator().next()) : List.copyOf(views.values());
    }

    /**
     * From now on members take messages from these; nobody, and one view of all is kept. New ones begin at an offset below which
     * everything is settled.
     */
    void reform(Set<ViewKey> members, long from) {
        Set<ViewKey> wanted = members.isEmpty() ? Set.of(ViewKey.PLAIN) : members;
        for (View each : all()) {
            if (!wanted.contains(each.key())) {
                views.remove(each.key());
                each.window().stop();
            }
        }
        for (ViewKey each : wanted) {
            if (!views.containsKey(each)) {
                View added = make.apply(each);
                views.put(each, added);
                if (phase == Phase.READING) {
                    added.restart(from);
                }
            }
        }
        views.values().forEach(each -> each.usedBy(members));
    }

    /** All begin anew at an offset. */
    void restart(long from) {
        phase = Phase.READING;
        all().forEach(each -> each.restart(from));
    }

    void stop() {
        phase = Phase.STOPPED;
        all().forEach(each -> each.window().stop());
    }

    /** What was taken by way of one view is not to be taken by way of the others. */
    void tookBy(View view) {
        if (views.size() > 1) {
            for (View each : views.values()) {
                if (each != view) {
                    each.isOvertaken();
                }
            }
        }
    }

    /** A message may be taken again, by way of any view. It is read again by {@link #fill}. */
    void giveBack(long offset) {
        views.values().forEach(each -> each.window().giveBack(offset));
    }

    /** A message is not to be taken any more. */
    void forget(long offset) {
        views.values().forEach(each -> each.window().forget(offset));
    }

    /** All views read again from an offset on. */
    void reread(long from) {
        all().forEach(each -> each.window().reread(from));
    }

    /** Reads what there is reason to read. */
    void fill() {
        all().forEach(each -> each.window().fill());
    }
}
