package org.messageroaming.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start a process.
 *
 * @param name what to call it when talking to the user
 * @param command program and arguments
 * @param environment variables in addition to those of this JVM
 * @param folder where it runs, and where its files are
 * @param log file for its output, appended to
 * @param owner whose life it shares
 */
record Launch(
        String name, List<String> command, Map<String, String> environment, DataFolder folder, Path log, Owner owner) {

    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
