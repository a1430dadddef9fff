/** How much each caller may ask for, whichever instance it asks. */
@NullMarked
package org.messageroaming.edge.limits;

import org.jspecify.annotations.NullMarked;
