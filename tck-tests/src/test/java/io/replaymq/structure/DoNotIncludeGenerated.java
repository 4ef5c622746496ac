package io.replaymq.structure;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Leaves out what ANTLR writes from the grammar of selectors: nobody shapes it. */
public final class DoNotIncludeGenerated implements ImportOption {
    @Override
    public boolean includes(Location location) {
        return !location.contains("/io/replaymq/broker/selector/grammar/");
    }
}
