/** The operation calls of the API contract. */
@NullMarked
package org.messageroaming.history.operation.web;

import org.jspecify.annotations.NullMarked;
