/** Named points at which a service can be made to die, to hang or to misbehave. */
@NullMarked
package org.messageroaming.faultpoints;

import org.jspecify.annotations.NullMarked;
