/**
 * Consumer groups: named cursors over the partitions of a topic, shared by their members.
 */
@NullMarked
package io.replaymq.groups;

import org.jspecify.annotations.NullMarked;
