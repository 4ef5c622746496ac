/** A log in memory with the log's contract, for tests of the modules above the log. Exported in this module's test-jar. */
@NullMarked
package io.replaymq.groups.memorylog;

import org.jspecify.annotations.NullMarked;
