/** Holds the record against what the services give in the end. */
@NullMarked
package org.messageroaming.reliability.check;

import org.jspecify.annotations.NullMarked;
