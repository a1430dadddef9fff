package org.messageroaming.localstack;

import org.jspecify.annotations.Nullable;

/** The process that a server must not outlive. */
final class Owner {

    private final @Nullable ProcessHandle process;

    private Owner(@Nullable ProcessHandle process) {
        this.process = process;
    }

    /** This JVM. The server's guard notices its end at once, by the pipe between them. */
    static Owner thisJvm() {
        return new Owner(null);
    }

    /** Another process, such as the Maven that runs this test. The server's guard notices its end within about a second. */
    static Owner process(ProcessHandle process) {
        return new Owner(process);
    }

    boolean isThisJvm() {
        return process == null;
    }

    /** As guard.sh takes it. */
    String argument() {
        return process == null ? "-" : Long.toString(process.pid());
    }
}
