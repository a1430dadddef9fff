/** The erasure calls of the API contract. */
@NullMarked
package org.messageroaming.history.erasure.web;

import org.jspecify.annotations.NullMarked;
