/** Chapters 2.9, 9.2 and 11: the interfaces of queues only and of topics only, requestors, and consumers of application servers. */
@NullMarked
package io.replaymq.tck.domain;

import org.jspecify.annotations.NullMarked;
