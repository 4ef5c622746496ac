/**
 * The structure of the whole code, as rules that fail the build. Each {@code …ArchTest} holds one group of rules and runs
 * over the main classes of every module; {@link io.replaymq.structure.RulesBiteTest} shows that they find offenders.
 */
@NullMarked
package io.replaymq.structure;

import org.jspecify.annotations.NullMarked;
