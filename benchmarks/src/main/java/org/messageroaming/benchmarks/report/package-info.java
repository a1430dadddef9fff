/** What was measured, as a table, as JSON and as a picture. */
@NullMarked
package org.messageroaming.benchmarks.report;

import org.jspecify.annotations.NullMarked;
