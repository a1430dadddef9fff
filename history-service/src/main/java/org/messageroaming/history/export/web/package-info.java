/** The export call of the API contract. */
@NullMarked
package org.messageroaming.history.export.web;

import org.jspecify.annotations.NullMarked;
