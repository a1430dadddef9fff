/** All that is kept about a user, as it asks for it. */
@NullMarked
package org.messageroaming.history.export;

import org.jspecify.annotations.NullMarked;
