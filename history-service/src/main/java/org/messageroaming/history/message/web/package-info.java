/** The message calls of the API contract. */
@NullMarked
package org.messageroaming.history.message.web;

import org.jspecify.annotations.NullMarked;
