/** The errors of the API contract, as typed exceptions that each carry one of its stable codes. */
@NullMarked
package org.messageroaming.model.problem;

import org.jspecify.annotations.NullMarked;
