/** Who calls, and whether they may: denied unless a service's {@link AccessRules} have a row that allows it. */
@NullMarked
package org.messageroaming.edge.access;

import org.jspecify.annotations.NullMarked;
