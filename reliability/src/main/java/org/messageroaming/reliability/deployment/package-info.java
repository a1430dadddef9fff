/** Both services in several instances on real stores, and the network between them. */
@NullMarked
package org.messageroaming.reliability.deployment;

import org.jspecify.annotations.NullMarked;
