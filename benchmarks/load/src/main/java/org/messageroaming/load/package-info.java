/** Load on a service, as a process of its own. */
@NullMarked
package org.messageroaming.load;

import org.jspecify.annotations.NullMarked;
