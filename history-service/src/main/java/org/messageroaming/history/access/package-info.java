/** Who may call what of this service. */
@NullMarked
package org.messageroaming.history.access;

import org.jspecify.annotations.NullMarked;
