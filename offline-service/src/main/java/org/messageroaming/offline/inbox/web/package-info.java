/** The inbox calls of the API contract. */
@NullMarked
package org.messageroaming.offline.inbox.web;

import org.jspecify.annotations.NullMarked;
