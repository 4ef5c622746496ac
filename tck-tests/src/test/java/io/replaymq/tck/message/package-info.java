/** Chapter 3: header fields, properties, bodies and their conversions. Each class is a suite of its own. */
@NullMarked
package io.replaymq.tck.message;

import org.jspecify.annotations.NullMarked;
