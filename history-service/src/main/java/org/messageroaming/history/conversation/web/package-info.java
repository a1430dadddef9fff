/** The conversation calls of the API contract. */
@NullMarked
package org.messageroaming.history.conversation.web;

import org.jspecify.annotations.NullMarked;
