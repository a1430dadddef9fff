/** Both services under faults: what was asked and answered is written down, and checked against what is there in the end. */
@NullMarked
package org.messageroaming.reliability;

import org.jspecify.annotations.NullMarked;
