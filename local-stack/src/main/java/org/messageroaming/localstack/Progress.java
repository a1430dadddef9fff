package org.messageroaming.localstack;

import java.io.PrintStream;

/** Is told what the local stack is doing, a line at a time, for a human to read. */
@FunctionalInterface
public interface Progress {

    /** @param line one sentence, without a line end */
    void report(String line);

    /** Writes every line to the stream. */
    static Progress to(PrintStream stream) {
        return stream::println;
    }

    /** Says nothing. */
    static Progress silent() {
        return line -> {};
    }
}
