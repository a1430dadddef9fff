/** Whose tokens are believed, and how their keys are kept up to date. */
@NullMarked
package org.messageroaming.edge.auth;

import org.jspecify.annotations.NullMarked;
