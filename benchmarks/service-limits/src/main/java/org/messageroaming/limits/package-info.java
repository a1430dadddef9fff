/** What the pull is held against, in the same service: behind the same filters and the same token check. */
@NullMarked
package org.messageroaming.limits;

import org.jspecify.annotations.NullMarked;
