/** Who may call what of this service. */
@NullMarked
package org.messageroaming.offline.access;

import org.jspecify.annotations.NullMarked;
