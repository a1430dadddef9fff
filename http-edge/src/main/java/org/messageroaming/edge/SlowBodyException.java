package org.messageroaming.edge;

import java.io.IOException;

/** A body arrives too slowly to wait for the rest of it: 408, and the connection is closed. */
final class SlowBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    SlowBodyException() {
        super("The body arrives too slowly");
    }
}
