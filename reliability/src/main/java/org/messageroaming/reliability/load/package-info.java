/** What clients do meanwhile, and the record of it. */
@NullMarked
package org.messageroaming.reliability.load;

import org.jspecify.annotations.NullMarked;
