/** Tests of the server as a process, and of the distribution it is shipped in. */
@NullMarked
package io.replaymq.server;

import org.jspecify.annotations.NullMarked;
